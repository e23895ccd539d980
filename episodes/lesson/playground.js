// The picture of playground.py: the plane, the units and weights of the network, and the loss. While it plays, it asks
// Python for one epoch after the other, at most 30 in a second, and waits when two of them have not been answered.

const BLUE = [0, 114, 178], RED = [213, 94, 0]; // the two classes, as in plots.py; blue is negative in maps and weights
const GRID = 40; // points of a map in each direction
const PLANE = 250, UNIT = 34, WIDTH = 380, HEIGHT = 270; // pixels
const PAUSE = 33; // milliseconds between two epochs

const css = ([r, g, b], alpha = 1) => `rgba(${r}, ${g}, ${b}, ${alpha})`;

function make(parent, name, attributes = {}, text = "") {
  const isDrawing = ["svg", "line", "image", "rect", "path", "text"].includes(name);
  const element = isDrawing
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

// The colours of the values from -127 to 127, as bytes of an image.
const COLOURS = Array.from({ length: 255 }, (_, i) => {
  const share = (0.75 * Math.abs(i - 127)) / 127;
  return (i < 127 ? BLUE : RED).map((c) => Math.round(255 + share * (c - 255))).concat(255);
});

function paintMap(context, bytes, start) {
  const image = context.createImageData(GRID, GRID);
  for (let i = 0; i < GRID * GRID; i++) image.data.set(COLOURS[bytes[start + i] + 127], 4 * i);
  context.putImageData(image, 0, 0);
}

function render({ model, el }) {
  const page = make(el, "div", { class: "playground" });
  page.style.cssText =
    "display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: flex-start; background: white; color: #222; " +
    "padding: 8px; font: 13px sans-serif; overflow: hidden";
  const plane = make(page, "canvas", { width: 2 * PLANE, height: 2 * PLANE, role: "img", "aria-label": "The plane" });
  plane.style.cssText = `width: ${PLANE}px; max-width: 100%; border: 1px solid grey`;
  const size = `0 0 ${WIDTH} ${HEIGHT}`;
  const network = make(page, "svg", { viewBox: size, role: "img", "aria-label": "The network" });
  network.style.cssText = `width: ${WIDTH}px; max-width: 100%; touch-action: manipulation`;
  const losses = make(page, "svg", { viewBox: "0 0 250 200", role: "img", "aria-label": "The loss by epoch" });
  losses.style.cssText = "width: 250px; max-width: 100%";
  const words = make(page, "p", { role: "status" });
  const alert = make(page, "p", { role: "alert" });
  words.style.cssText = alert.style.cssText = "flex-basis: 100%; margin: 0";
  alert.style.fontWeight = "bold";

  const small = Object.assign(document.createElement("canvas"), { width: GRID, height: GRID });
  const smallContext = small.getContext("2d");
  let lines = [], units = [], timer = null, asked = 0; // the epochs that were asked for

  function bytes() {
    const view = model.get("frame").maps;
    return new Int8Array(view.buffer, view.byteOffset, view.byteLength);
  }

  // ---- What changes only with the network or the samples.

  function place(layer, unit) {
    const sizes = model.get("sizes");
    const x = UNIT / 2 + 4 + (layer * (WIDTH - UNIT - 8)) / (sizes.length - 1);
    return [x, (HEIGHT * (unit + 0.5)) / sizes[layer]];
  }

  function build() {
    const sizes = model.get("sizes"), names = model.get("names");
    network.replaceChildren();
    [lines, units] = [[], []];
    let k = 0;
    for (let layer = 1; layer < sizes.length; layer++) {
      for (let i = 0; i < sizes[layer - 1]; i++) {
        for (let j = 0; j < sizes[layer]; j++) add(k++, place(layer - 1, i), place(layer, j));
      }
      k += sizes[layer]; // the biases
    }
    for (let layer = 0; layer < sizes.length; layer++) {
      const side = Math.min(UNIT, HEIGHT / sizes[layer] - 3);
      for (let unit = 0; unit < sizes[layer]; unit++) {
        const [x, y] = place(layer, unit).map((centre) => centre - side / 2);
        const box = { x, y, width: side, height: side };
        units.push(make(network, "image", { ...box, style: "image-rendering: pixelated" }));
        make(network, "rect", { ...box, fill: "none", stroke: "grey" });
      }
    }
    lines.label = make(network, "text", { "font-size": 12, "text-anchor": "middle", "paint-order": "stroke" });
    lines.label.style.cssText = "stroke: white; stroke-width: 6px; pointer-events: none";

    function add(k, [x1, y1], [x2, y2]) {
      const ends = { x1, y1, x2, y2 };
      const line = make(network, "line", ends);
      const target = make(network, "line", { ...ends, stroke: "transparent", "stroke-width": 10 });
      target.style.cursor = "pointer";
      target.addEventListener("click", () => choose(k));
      target.addEventListener("pointerenter", () => label(k));
      target.addEventListener("pointerleave", () => label(model.get("chosen")));
      lines[k] = { line, middle: [x1 + 0.4 * (x2 - x1), y1 + 0.4 * (y2 - y1)], name: names[k] };
    }
  }

  function choose(k) {
    model.send({ do: "choose", weight: k });
    [...(el.closest(".widget-vbox")?.querySelectorAll("input") ?? [])].at(-1)?.focus(); // the weight's value
  }

  // ---- What changes with each frame.

  function label(k) {
    const { middle, name } = lines[k] ?? {}; // a bias has no line
    lines.label.textContent = name ? `${name} = ${model.get("frame").weights[k].toFixed(2)}` : "";
    if (!name) return;
    const [x, y] = middle;
    lines.label.setAttribute("x", Math.min(Math.max(x, 50), WIDTH - 50));
    lines.label.setAttribute("y", y - 5);
  }

  function paintNetwork() {
    const { weights } = model.get("frame"), maps = bytes(), chosen = model.get("chosen");
    lines.forEach(({ line }, k) => {
      const w = weights[k];
      line.setAttribute("stroke", k === chosen ? "#222" : css(w < 0 ? BLUE : RED));
      line.setAttribute("stroke-width", Math.min(0.5 + 1.5 * Math.abs(w), 8));
      line.setAttribute("stroke-dasharray", w < 0 ? "6 4" : "none");
    });
    label(chosen);
    units.forEach((image, i) => {
      paintMap(smallContext, maps, i * GRID * GRID);
      image.setAttribute("href", small.toDataURL());
    });
  }

  function paintPlane() {
    const context = plane.getContext("2d"), maps = bytes();
    paintMap(smallContext, maps, maps.length - GRID * GRID); // the last map is the probability of class 1
    context.drawImage(small, 0, 0, plane.width, plane.height);
    const scale = plane.width / (2 * model.get("reach"));
    for (const [x, y, label, isForValidation] of model.get("samples")) {
      const [px, py] = [plane.width / 2 + x * scale, plane.height / 2 - y * scale];
      context.beginPath();
      if (label) [[0, -8], [7, 5], [-7, 5]].forEach(([dx, dy]) => context.lineTo(px + dx, py + dy));
      else context.arc(px, py, 6, 0, 7);
      context.closePath();
      context.lineWidth = 2;
      context.fillStyle = isForValidation ? "white" : css(label ? RED : BLUE);
      context.strokeStyle = isForValidation ? css(label ? RED : BLUE) : "white";
      context.fill();
      context.stroke();
    }
    context.fillStyle = "#222";
    context.font = "22px sans-serif";
    context.fillText("feature 0", plane.width - 100, plane.height - 8);
    context.fillText("feature 1", 6, 22);
  }

  function paintLosses() {
    const { curves, n_epochs } = model.get("frame");
    const top = Math.max(0.1, ...Object.values(curves).flat());
    losses.replaceChildren();
    make(losses, "path", { d: "M 30 10 V 165 H 245", fill: "none", stroke: "#222" });
    make(losses, "text", { x: 0, y: 14, "font-size": 11 }, top.toFixed(2));
    make(losses, "text", { x: 20, y: 169, "font-size": 11 }, "0");
    make(losses, "text", { x: 245, y: 14, "font-size": 11, "text-anchor": "end" }, "loss");
    make(losses, "text", { x: 245, y: 180, "font-size": 11, "text-anchor": "end" }, `epoch ${n_epochs}`);
    Object.entries(curves).forEach(([name, values], i) => {
      const point = (value, n) => `${30 + (215 * n) / Math.max(values.length - 1, 1)} ${165 - (155 * value) / top}`;
      const style = { fill: "none", stroke: i ? css(RED) : css(BLUE), "stroke-width": 2 };
      const dashes = i ? { "stroke-dasharray": "5 3" } : {};
      const line = values.map(point).join(" L ") + (values.length == 1 ? " h 3" : ""); // one value is a dot
      if (values.length) make(losses, "path", { d: `M ${line}`, ...style, ...dashes });
      make(losses, "path", { d: `M ${30 + 115 * i} 192 h 20`, ...style, ...dashes });
      make(losses, "text", { x: 54 + 115 * i, y: 196, "font-size": 11 }, `${name} loss`);
    });
  }

  function paint() {
    if (!model.get("frame").maps) return;
    paintNetwork();
    paintPlane();
    paintLosses();
    words.setAttribute("aria-live", model.get("playing") ? "off" : "polite"); // nobody can listen to 30 in a second
    words.textContent = model.get("sentence");
    alert.textContent = model.get("alert");
    plane.setAttribute("aria-label", `The plane: ${model.get("sentence")}`);
  }

  function play() {
    clearTimeout(timer);
    if (!model.get("playing") || !el.isConnected) return;
    const { answered } = model.get("frame");
    asked = Math.max(asked, answered);
    if (asked - answered < 2) {
      asked += 1;
      model.send({ do: "train", seen: answered });
    }
    timer = setTimeout(play, PAUSE);
  }

  function start() {
    asked = model.get("frame").answered;
    play();
  }

  const reactions = { "change:names": build, "change:playing": start, change: paint };
  for (const [events, react] of Object.entries(reactions)) model.on(events, react);
  build();
  paint();
  const appears = new ResizeObserver(play);
  appears.observe(page);
  return () => {
    clearTimeout(timer);
    appears.disconnect();
    for (const [events, react] of Object.entries(reactions)) model.off(events, react);
  };
}

export default { render };
