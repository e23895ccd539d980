"""Keep some shortcuts of JupyterLab away from lists of options and buttons, so that the keyboard can use them."""

import anywidget


class Keyboard(anywidget.AnyWidget):
    """Nothing to see. While it is on a page, lists and buttons of widgets there get the keys that they need.

    Otherwise JupyterLab takes the arrow keys to go to another cell, and Enter to edit one.
    """

    _esm = """
    const KEYS = ["ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "Enter", " "];

    function render({ el }) {
      el.style.display = "none";
      const keep = (event) => {
        const isFree = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
        const isControl = event.target.matches(".jupyter-widgets select, button.jupyter-widgets");
        if (isFree && isControl && KEYS.includes(event.key)) event.stopPropagation();
      };
      window.addEventListener("keydown", keep, true); // before JupyterLab, which listens to the document
      return () => window.removeEventListener("keydown", keep, true);
    }
    export default { render };
    """
