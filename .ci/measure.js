// Measures a page that a frame shows: what is wider than its box, which texts lie over
// each other, and which words are broken. Each fault is one text; none is good.
function measure(view) {
  const page = view.document, faults = [], texts = []
  const name = e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map(c => "." + c).join("")
  const shown = s => JSON.stringify(s.trim().replace(/\s+/g, " ").slice(0, 60))
  const hidden = e => {
    for (; e; e = e.parentElement) {
      const style = view.getComputedStyle(e)
      if (style.display === "none" || style.visibility === "hidden" || style.clipPath !== "none") return true
    }
    return false
  }

  // A box that is not in a line says itself whether its content goes beyond it.
  for (const e of page.body.querySelectorAll("*")) {
    if (e.closest("svg") || hidden(e) || !e.clientWidth) continue
    if (e.scrollWidth > e.clientWidth + 1) faults.push(`${name(e)} is ${e.clientWidth} px wide, its content ${e.scrollWidth}: ${shown(e.textContent)}`)
  }

  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement, svg = parent.closest("svg")
    if (!node.data.trim() || parent.closest("svg title, svg desc") || hidden(parent)) continue
    const range = page.createRange()
    range.selectNodeContents(node)
    const boxes = [...range.getClientRects()].filter(b => b.width > 0)
    for (const box of boxes) {
      texts.push({ node, box })
      const around = (svg || page.querySelector("main")).getBoundingClientRect()
      if (box.left < around.left - 1 || box.right > around.right + 1) faults.push(`${name(parent)} leaves its ${svg ? "drawing" : "page"}: ${shown(node.data)}`)
    }
    // Words as long as that may be broken, and others where they have a joint.
    for (const word of node.data.matchAll(/[\p{L}\p{M}’',.\d]{2,24}(?![^\s])/gu)) {
      if (word.index > 0 && !/[\s(+−€]/u.test(node.data[word.index - 1])) continue
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      const lines = new Set([...range.getClientRects()].filter(b => b.width > 0).map(b => Math.round(b.top)))
      if (lines.size > 1) faults.push(`${name(parent)} breaks ${shown(word[0])}`)
    }
  }

  texts.sort((a, b) => a.box.top - b.box.top)
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length && texts[j].box.top < texts[i].box.bottom; j++) {
      const a = texts[i].box, b = texts[j].box
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (texts[i].node !== texts[j].node && wide > 1 && high > 2) faults.push(`${shown(texts[i].node.data)} lies over ${shown(texts[j].node.data)}`)
    }
  }
  if (texts.length === 0) faults.push("the page has no text")
  return faults
}

// paper makes a page in a frame look as it does on paper.
function paper(view) {
  const turn = rules => {
    for (const rule of rules) {
      if (!(rule instanceof view.CSSMediaRule)) continue
      rule.media.mediaText = rule.media.mediaText.startsWith("print") ? "all" : "not all"
    }
  }
  for (const sheet of view.document.styleSheets) turn(sheet.cssRules)
}
