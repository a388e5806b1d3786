// A form is sent once. Of two clicks a browser keeps the second answer only, and drops the cookie that came with the
// first: whoever clicked twice on "Confirm" would be logged out by it.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000); // for whoever has stopped the browser, and tries again
});
// Whoever comes back to the page finds the form as they left it.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A password can be shown while it is typed (ASVS 6.2.6). Nobody else is to read it: neither whoever walks past while the
// answer is waited for, nor whoever goes back to the page, nor the browser, which would keep what was sent as plain text.
const buttons = document.querySelectorAll("button.show-password");
const show = (button, shown) => {
  document.getElementById(button.getAttribute("aria-controls")).type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", shown);
};
const hideAll = () => buttons.forEach((button) => show(button, false));
for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => show(button, button.getAttribute("aria-pressed") === "false"));
}
addEventListener("submit", hideAll);
addEventListener("pageshow", hideAll);
