// Elements are made here and nowhere else; whatever comes from an article becomes a text node, never markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** An HTML element. Attributes that are null, undefined or false are left out; strings among the children are text. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function byId(id) {
  return document.getElementById(id);
}

/** Left and right (up and down in a vertical group) move the focus among the elements; only one is a tab stop. */
export function rove(elements, step) {
  const at = elements.indexOf(document.activeElement);
  const next = elements[(at + step + elements.length) % elements.length];
  elements.forEach((element) => element.setAttribute('tabindex', element === next ? '0' : '-1'));
  next.focus();
  return next;
}
