// Plays the packed round of this page. Everything is shown as text or on the canvas; nothing is fetched.
(async () => {
  const COLOURS = ["#ff6b6b", "#4dabf7", "#69db7c", "#ffd43b", "#da77f2", "#ffa94d", "#66d9e8", "#f783ac"];
  const CELL = 8;
  const NEAR = 5;
  const PICTURE_MS = 50;
  /** Around the chosen cell: dark, then light, so that it is found among all colours; colour, width, distance. */
  const FRAME = [
    ["#14161a", 6, 4],
    ["#ffffff", 3, 4],
  ];
  const element = (id) => document.getElementById(id);

  const bytes = Uint8Array.from(atob(element("replay").textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const { coreSize, warriors, operations, pictures, winner } = JSON.parse(await new Response(stream).text());

  // cells of a narrow window stay wide enough to be told apart
  const columns = Math.ceil(Math.sqrt(coreSize * (innerWidth < 600 ? 1 : 2)));
  const canvas = element("core");
  canvas.width = columns * CELL;
  canvas.height = Math.ceil(coreSize / columns) * CELL;
  const pen = canvas.getContext("2d");
  const colourOf = (warrior) => COLOURS[warrior % COLOURS.length];

  /** Owner, operation, A and B of each cell in the picture that is shown. */
  const core = new Int32Array(4 * coreSize);
  let shown = -1;
  let chosen = 0;
  let timer = null;

  function show(moment) {
    if (moment < shown) {
      core.fill(0);
      shown = -1;
    }
    while (shown < moment) {
      const { changes } = pictures[++shown];
      for (let at = 0; at < changes.length; at += 5) core.set(changes.slice(at + 1, at + 5), 4 * changes[at]);
    }
    element("moment").value = String(moment);
    draw();
  }

  function draw() {
    const { cycle, next, processes } = pictures[shown];
    pen.fillStyle = "#14161a";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    for (let address = 0; address < coreSize; address++) {
      const owner = core[4 * address];
      square(address, owner === 0 ? "#24272e" : colourOf(owner - 1));
    }
    for (const address of next) if (address >= 0) square(address, "#ffffff");
    const [left, top] = [(chosen % columns) * CELL, Math.floor(chosen / columns) * CELL];
    for (const [colour, width, out] of FRAME) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.strokeRect(left - out, top - out, CELL - 1 + 2 * out, CELL - 1 + 2 * out);
    }
    element("cycle").textContent = `cycle ${cycle}`;
    const isOver = shown === pictures.length - 1;
    element("warriors").replaceChildren(
      ...warriors.map(({ name, author }, warrior) => {
        const line = document.createElement("li");
        const count = processes[warrior];
        const state = count === 0 ? "dead" : `${count} process${count === 1 ? "" : "es"}`;
        line.textContent = `■ ${name} by ${author}: ${state}${isOver && winner === warrior ? ", the winner" : ""}`;
        line.style.color = colourOf(warrior);
        return line;
      }),
    );
    element("cells").textContent = listing();
  }

  function square(address, colour) {
    pen.fillStyle = colour;
    pen.fillRect((address % columns) * CELL, Math.floor(address / columns) * CELL, CELL - 1, CELL - 1);
  }

  function listing() {
    const digits = String(coreSize - 1).length;
    const lines = [];
    for (let offset = -NEAR; offset <= NEAR; offset++) {
      const address = (chosen + offset + coreSize) % coreSize;
      const [owner, operation, a, b] = core.subarray(4 * address, 4 * address + 4);
      const [name, aMode, bMode] = operations[operation].split(" ");
      const number = (value) => String(value > coreSize / 2 ? value - coreSize : value).padStart(digits + 1);
      const by = owner === 0 ? "" : `  ${warriors[owner - 1].name}`;
      const mark = offset === 0 ? ">" : " ";
      lines.push(
        `${mark}${String(address).padStart(digits + 1)}  ${name.padEnd(6)} ${aMode}${number(a)}, ${bMode}${number(b)}${by}`,
      );
    }
    return lines.join("\n");
  }

  function choose(address) {
    chosen = address;
    draw();
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    element("play").textContent = "play";
  }

  function play() {
    if (shown === pictures.length - 1) show(0);
    element("play").textContent = "pause";
    timer = setInterval(() => {
      if (shown === pictures.length - 1) pause();
      else show(shown + 1);
    }, PICTURE_MS);
  }

  element("moment").max = String(pictures.length - 1);
  element("moment").addEventListener("input", (event) => {
    pause();
    show(Number(event.target.value));
  });
  element("play").addEventListener("click", () => (timer === null ? play() : pause()));
  canvas.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * Math.ceil(coreSize / columns));
    choose(Math.min(coreSize - 1, row * columns + column));
  });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose((chosen + step + coreSize) % coreSize);
  });
  show(0);
})();
