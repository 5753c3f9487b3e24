// What the server's pages cannot do by themselves: drag and move wishes, follow moves by arrow keys,
// show what a choice asks for at once. Everything here can also be done by links and buttons.
(() => {
  "use strict";
  const $ = (q, at = document) => at.querySelector(q);

  // What is the same stays as it is: the browser compares faster than a script. Fields are set anew,
  // as what somebody typed is in no attribute.
  const FIELDS = "input,textarea,select";
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, next) =>
    !(old.nodeType === 1 && old.isEqualNode(next) && !old.matches(FIELDS) && !old.querySelector(FIELDS));

  // The server is told which page is here. Where it knows that page, an edit is answered by the parts
  // that it changed: each is put into its place, and all forms name the state that the page shows now.
  document.addEventListener("htmx:configRequest", (e) => {
    e.detail.headers["Detente-Page"] = $("#work")?.dataset.page ?? "";
  });
  document.addEventListener("htmx:beforeSwap", (e) => {
    const name = e.detail.xhr.getResponseHeader("Detente-Parts");
    if (!name) return;
    e.detail.shouldSwap = false;
    const parts = document.createElement("template");
    parts.innerHTML = e.detail.xhr.responseText;
    for (const { content } of parts.content.children) {
      const part = content.firstElementChild;
      const old = document.getElementById(part.id);
      part.remove();
      for (const one of Idiomorph.morph(old, part)) if (one.nodeType === 1) htmx.process(one);
    }
    $("#work").dataset.page = name;
    const revision = e.detail.xhr.getResponseHeader("Detente-Revision");
    for (const field of document.querySelectorAll("input[name=revision]")) field.value = revision;
    settled();
  });

  // A wish moves: by drag, or by Alt and an arrow on its handle.
  let after = null; // the handle that is to have the focus when the page is there
  const move = (list, from, to) => {
    const form = $("#mover"), n = list.querySelectorAll("[data-k]").length;
    if (!form || from === to || to < 0 || to >= n) return;
    form.party.value = list.dataset.party;
    form.reading.value = list.dataset.reading;
    form.from.value = from;
    form.to.value = to;
    after = `w-${list.dataset.party}-${to}`;
    form.requestSubmit();
  };
  const row = (e) => e.target.closest?.("[data-move] [data-k]");
  let held = null;
  document.addEventListener("dragstart", (e) => {
    held = row(e);
    if (!held) return;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", held.dataset.k);
    e.dataTransfer.setDragImage(held, 8, 8);
    held.classList.add("dragged");
  });
  const clear = () => document.querySelectorAll(".over,.dragged").forEach((x) => x.classList.remove("over", "dragged"));
  document.addEventListener("dragover", (e) => {
    const over = row(e);
    if (!held || !over || over.closest("[data-move]") !== held.closest("[data-move]")) return;
    e.preventDefault();
    document.querySelectorAll(".over").forEach((x) => x.classList.remove("over"));
    over.classList.add("over");
  });
  document.addEventListener("drop", (e) => {
    const over = row(e);
    if (held && over && over.closest("[data-move]") === held.closest("[data-move]")) {
      e.preventDefault();
      move(held.closest("[data-move]"), +held.dataset.k, +over.dataset.k);
    }
    held = null;
    clear();
  });
  document.addEventListener("dragend", () => { held = null; clear(); });

  // Candidates: keys of one letter, where the focus is among them alone.
  const rows = () => [...document.querySelectorAll("#cand tr[data-c]")];
  const ofRow = (here, key) => {
    const all = rows(), own = here.closest("tr[data-c]"), k = all.indexOf(own);
    if (key === "j" || key === "k") {
      const next = all[k + (key === "j" ? 1 : -1)];
      next?.querySelector("a").focus();
      return true;
    }
    const asked = own?.querySelector(`[data-key="${key}"]`);
    if (!asked) return false;
    after = (all[k + 1] ?? all[k - 1] ?? own).id;
    asked.click();
    return true;
  };
  document.addEventListener("focusin", (e) => {
    const link = e.target.closest?.("#cand tr[data-c]")?.querySelector(".num");
    if (!link && !e.target.closest?.("#report-text")) return;
    document.querySelectorAll("mark.on").forEach((x) => x.classList.remove("on"));
    const number = link?.getAttribute("href").match(/^#m(\d+)$/)?.[1];
    const mark = number && document.getElementById(`m${number}`)?.closest("mark");
    if (!mark) return;
    mark.classList.add("on");
    mark.scrollIntoView({ block: "nearest" });
  });

  // Words of a report that are selected come into the form, with their place in the text as it was
  // read: letters are counted as the server counts them, not as the browser does.
  const placeOf = (node, offset) => {
    const cut = (node.nodeType === 3 ? node.parentElement : node).closest("[data-o]");
    if (!cut) return null;
    const before = node.nodeType === 3 ? node.data.slice(0, offset) : offset ? cut.textContent : "";
    return +cut.dataset.o + [...before].length;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection(), field = $("#picked");
    if (!field || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0), text = $("#report-text");
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const from = placeOf(range.startContainer, range.startOffset);
    const to = placeOf(range.endContainer, range.endOffset);
    if (from === null || to === null || to <= from) return;
    $("#make").open = true;
    $("#from").value = from;
    $("#to").value = to;
    field.value = chosen.toString().replace(/\s+/g, " ").trim();
  });

  document.addEventListener("keydown", (e) => {
    const here = e.target;
    if (/^[jktde]$/.test(e.key) && !e.ctrlKey && !e.metaKey && !e.altKey && here.closest?.("#cand")) {
      if (ofRow(here, e.key)) e.preventDefault();
      return;
    }
    if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown") && here.matches?.(".handle")) {
      const own = row(e), k = +own.dataset.k;
      e.preventDefault();
      move(own.closest("[data-move]"), k, k + (e.key === "ArrowUp" ? -1 : 1));
      return;
    }
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !here.matches?.("input,textarea,select")) {
      const name = e.key === "z" && !e.shiftKey ? "undo" : e.key === "y" || e.key === "Z" ? "redo" : "";
      const button = name && document.getElementById(name);
      if (button && !button.disabled) { e.preventDefault(); button.click(); }
      return;
    }
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!way || e.altKey || e.ctrlKey || e.metaKey) return;
    const node = here.closest?.(".node");
    if (node) { // to the state that one move reaches and that lies most in this direction
      let best = null, least = Infinity;
      for (const k of node.dataset.to.split(" ")) {
        const other = document.getElementById(`n-${k}`);
        if (!other) continue;
        const dx = other.dataset.x - node.dataset.x, dy = other.dataset.y - node.dataset.y;
        const along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
        if (along > 0 && along + 2 * aside < least) { least = along + 2 * aside; best = other; }
      }
      e.preventDefault();
      best?.focus();
      return;
    }
    const column = here.closest?.(".mx thead .st"), line = here.closest?.(".why-tabs,.tabs");
    if (way[0] && (column || line)) {
      const all = [...(column ? column.closest("tr") : line).querySelectorAll("a")];
      const next = all[all.indexOf(here) + way[0]];
      if (next) { e.preventDefault(); next.focus(); }
    }
  });

  // Names complete the word that is being written, not the first alone: what stands before it is put
  // before each of them.
  document.addEventListener("input", (e) => {
    const field = e.target, names = field.list;
    if (!names) return;
    const before = field.value.match(/^(.*[\s(,!&|])?/)[0];
    for (const one of names.options) {
      one.dataset.name ??= one.value;
      one.value = before + one.dataset.name;
    }
  });

  // A choice asks at once.
  document.addEventListener("change", (e) => {
    const form = e.target.closest?.("form[data-auto]");
    if (form && e.target.matches("select,[type=checkbox]")) form.requestSubmit();
  });

  const settled = () => {
    const named = after && document.getElementById(after);
    const to = named?.matches("tr") ? named.querySelector("a") : named;
    after = null;
    const idle = document.activeElement === document.body;
    const next = to || (idle ? $("#work [autofocus]") : null);
    if (next) next.focus();
  };
  // In the room: a word of the server, and the page is as the analyst sees it.
  if ($("[data-room]")) {
    const news = new EventSource("/meeting/news");
    news.onopen = () => lost(false);
    news.onerror = () => lost(true);
    news.onmessage = (e) => {
      if (e.data === "over") { news.close(); location.reload(); return; }
      if (e.data === $("[data-room]").dataset.room) return;
      htmx.ajax("GET", "/meeting", { target: "#work", select: "#work", swap: "morph:outerHTML" });
    };
  }
  document.addEventListener("htmx:afterSettle", settled);
  function lost(on) { const x = $("#lost"); if (x) x.hidden = !on; }
  document.addEventListener("htmx:sendError", () => lost(true));
  document.addEventListener("htmx:beforeSwap", () => lost(false));
})();
