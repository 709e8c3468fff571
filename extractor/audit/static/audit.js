// Shortcuts, selection of text, and keeping the place: everything else works without this file.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const keys = {
    j: "next", k: "previous", a: "accept", r: "reject", s: "unsure", e: "edit", u: "undo", U: "redo", "?": "nav-help",
  };
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  // While a page is on its way, keys wait for it: a fast hand must not judge the claim that was shown before.
  let busy = false;
  const waiting = [];
  const press = (key) => {
    const button = by(keys[key]);
    if (button && !button.disabled) button.click();
  };
  const free = () => {
    busy = false;
    if (waiting.length) setTimeout(press, 0, waiting.shift());
  };
  document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.target && event.detail.target.id === "main") busy = true; });
  document.addEventListener("htmx:sendError", () => { busy = false; waiting.length = 0; });
  document.addEventListener("htmx:timeout", () => { busy = false; waiting.length = 0; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (typing(event.target)) event.target.blur();
      else if (by("cancel")) by("cancel").click();
      return;
    }
    if (typing(event.target)) return;
    if (event.key === "/" || event.key === "n") {
      const field = by(event.key === "/" ? "search" : "note");
      if (field) { event.preventDefault(); field.focus(); }
    } else if (event.key === "x") {
      const box = document.querySelector("[data-current]");
      if (box) { box.click(); box.scrollIntoView({ block: "nearest" }); }
    } else if (keys[event.key]) {
      event.preventDefault();
      if (!busy) press(event.key);
      else if (waiting.length < 20) waiting.push(event.key);
    }
  });

  // Offsets count code points, as the records do.
  const offset = (node, place) => {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
    if (!element) return null;
    const range = document.createRange();
    range.setStart(element, 0);
    range.setEnd(node, place);
    return Number(element.dataset.s) + [...range.toString()].length;
  };

  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const article = document.querySelector("#article article");
    if (!article || !article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
    if (range.startContainer.parentElement.closest(".removed")) return null;
    let start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return null;
    const words = selection.toString();
    const before = [...words].length - [...words.trimStart()].length;
    const after = [...words].length - [...words.trimEnd()].length;
    return { start: start + before, end: end - after, words: words.trim() };
  };

  let kept = null;
  document.addEventListener("selectionchange", () => {
    const found = selected();
    if (found) kept = found;
    const button = by("add-selection");
    if (button) button.disabled = !kept || kept.end - kept.start > 200;
  });

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest(".from-selection");
    if (chosen && kept) {
      const form = chosen.form;
      const name = chosen.dataset.field;
      form.elements[name].value = kept.words;
      form.elements[`${name}.start`].value = kept.start;
      form.elements[`${name}.end`].value = kept.end;
      say(`${name}: ${kept.words}`);
    } else if (chosen) {
      say("Select words in the article first.");
    }
    const add = event.target.closest("#add-selection");
    if (add && kept) {
      location.assign(`${add.dataset.url}&add=${kept.start}-${kept.end}&at=${kept.start}`);
    }
  });

  const say = (words) => { by("status").textContent = words; };

  const count = () => {
    const out = by("ticked");
    if (out) out.textContent = `(${document.querySelectorAll("input[name=pick]:checked").length})`;
  };
  document.addEventListener("change", (event) => { if (event.target.name === "pick") count(); });

  const settle = () => {
    document.documentElement.classList.add("scripted");
    kept = null;
    const pane = by("article");
    const mark = document.querySelector("#article .u.selected");
    if (mark && matchMedia("(min-width: 70rem)").matches) {
      const box = pane.getBoundingClientRect();
      const place = mark.getBoundingClientRect();
      if (place.top < box.top + 40 || place.bottom > box.bottom - 40) {
        pane.scrollTo({ top: pane.scrollTop + place.top - box.top - box.height / 3, behavior: "instant" });
      }
    }
    const current = document.querySelector(".claims [aria-current]");
    if (current) {
      const list = current.parentElement;
      if (current.offsetTop < list.scrollTop || current.offsetTop + current.offsetHeight > list.scrollTop + list.clientHeight) {
        list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 3;
      }
    }
    count();
  };

  let place = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target && event.detail.target.id === "main") {
      place = { article: by("article") && by("article").scrollTop, queue: by("queue") && by("queue").scrollTop, focus: document.activeElement && document.activeElement.id };
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!place) { settle(); return; }
    free();
    const pane = by("article");
    if (pane && place.article !== null) pane.scrollTop = place.article;
    if (by("queue") && place.queue !== null) by("queue").scrollTop = place.queue;
    const focus = place.focus && by(place.focus);
    if (focus && document.activeElement === document.body) focus.focus({ preventScroll: true });
    else if (document.activeElement === document.body && by("card")) by("card").focus({ preventScroll: true });
    place = null;
    settle();
  });
  document.addEventListener("htmx:sendError", () => say("The server does not answer; nothing was saved."));
  settle();
})();
