// The rules of html-validate. Whatever differs from its own says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  rules: {
    // HTML takes the doctype in any case; djLint writes it in small letters.
    "doctype-style": ["error", { style: "lowercase" }],
    // What stood before a tag of Jinja's stays behind: nobody sees it.
    "no-trailing-whitespace": "off",
    // A hash guards against another site's server. What comes from our own is as safe as the page that names it.
    "require-sri": ["error", { target: "crossorigin" }],
  },
};
