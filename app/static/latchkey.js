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
