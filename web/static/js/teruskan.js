/* A long task in steps: the page that shows how far it is asks for the next step by itself. */
const form = document.querySelector("form[data-teruskan]");
if (form) form.requestSubmit();
