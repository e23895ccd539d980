// The paper and the pen of digit_pad.py. It draws at once and tells Python the strokes, in shares of the paper's side.

const SIDE = 280; // pixels

function render({ model, el }) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  canvas.setAttribute("role", "img");
  canvas.style.cssText = "border: 2px solid grey; max-width: 100%; touch-action: none; cursor: crosshair";
  el.append(canvas);
  const ink = canvas.getContext("2d");
  let stroke = null; // the one that is being drawn

  function paint() {
    ink.fillStyle = "white";
    ink.fillRect(0, 0, SIDE, SIDE);
    canvas.setAttribute("aria-label", `The pad. On it: ${model.get("label")}.`);
    if (model.get("picture")) {
      const picture = new Image();
      picture.onload = () => model.get("picture") === picture.src && ink.drawImage(picture, 0, 0, SIDE, SIDE);
      picture.src = model.get("picture");
    }
    ink.lineWidth = model.get("pen") * SIDE;
    ink.lineCap = ink.lineJoin = "round";
    for (const points of model.get("strokes")) draw(points);
  }

  function draw(points) {
    ink.beginPath();
    for (const [x, y] of [points[0], ...points]) ink.lineTo(x * SIDE, y * SIDE); // one point alone becomes a dot
    ink.stroke();
  }

  function tell(strokes) {
    model.set("strokes", strokes);
    model.save_changes(); // which waits while Python is busy, so that a slow network does not fall behind
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return; // only the left button, a pen, or the first finger
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    stroke = [place(event)];
    const before = model.get("picture") ? [] : model.get("strokes"); // a stroke takes a shipped digit away
    model.set("picture", "");
    tell([...before, stroke]);
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    stroke = [...stroke, place(event)];
    draw(stroke.slice(-2));
    tell([...model.get("strokes").slice(0, -1), stroke]);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (stroke) tell([...model.get("strokes").slice(0, -1), stroke]);
      stroke = null;
    });
  }
  model.on("change:strokes change:picture", () => stroke || paint());
  paint();
}

export default { render };
