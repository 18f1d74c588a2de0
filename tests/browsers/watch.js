/*
 * Owns: what the page complains of during the walk, from its first moment on. run.mjs puts it before all other scripts of the
 * copy that it serves: WebDriver has no other way to hear of it that all browsers know.
 */
(() => {
  const note = (text) => sessionStorage.setItem("complaints", JSON.stringify([...JSON.parse(sessionStorage.getItem("complaints") ?? "[]"), text]));
  const { error } = console;
  console.error = (...words) => {
    note(`console: ${words.join(" ")}`);
    error.apply(console, words);
  };
  addEventListener("error", (event) => note(`error: ${event.message ?? event.target?.src ?? event.target?.href}`), true);
  addEventListener("unhandledrejection", (event) => note(`rejected: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) => note(`policy: ${event.effectiveDirective} blocked ${event.blockedURI || "inline code"} (${event.sourceFile}:${event.lineNumber})`));
})();
