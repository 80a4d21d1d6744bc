/* Draws each fan curve from the numbers that the server put beside it. */
(() => {
  const seconds = (day) => Date.UTC(...day.split("-").map((part, index) => part - (index === 1))) / 1000;
  const drawings = [];

  const draw = (holder) => {
    const data = JSON.parse(document.getElementById(holder.dataset.curve).textContent);
    const colour = (name) => {
      // A canvas can't read calc() within a colour: let the browser resolve it.
      const probe = holder.appendChild(document.createElement("i"));
      probe.style.color = `var(${name})`;
      const resolved = getComputedStyle(probe).color;
      probe.remove();
      return resolved;
    };
    const ink = colour("--w-color-text-meta");
    const line = colour("--w-color-text-link-default");
    const edge = colour("--w-color-border-furniture");
    const language = document.documentElement.lang || "fr";
    const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
    const number = new Intl.NumberFormat(language);
    const numbers = [...data.measured, ...data.demonstration].filter((count) => count !== null);
    const margin = Math.max(1, Math.round((Math.max(...numbers) - Math.min(...numbers)) / 10));
    const series = (label, dash) => ({
      label, dash, stroke: line, width: 2, points: { show: data.days.length < 15 },
      value: (_plot, count) => (count === null ? "–" : number.format(count)),
    });
    const axis = { stroke: ink, grid: { stroke: edge, width: 1 }, ticks: { show: false }, font: "12px system-ui, sans-serif" };
    return new uPlot(
      {
        width: holder.clientWidth,
        height: Number(holder.dataset.height),
        tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), "UTC"),
        legend: { show: false },
        cursor: { y: false },
        scales: { y: { range: [Math.max(0, Math.min(...numbers) - margin), Math.max(...numbers) + margin] } },
        axes: [
          { ...axis, values: (_plot, ticks) => ticks.map((tick) => day.format(tick * 1000)) },
          { ...axis, size: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], values: (_plot, ticks) => ticks.map((tick) => number.format(tick)) },
        ],
        series: [{}, series(holder.dataset.measured), series(holder.dataset.demonstration, [6, 4])],
      },
      [data.days.map(seconds), data.measured, data.demonstration],
      holder,
    );
  };

  const redraw = () => {
    for (const drawing of drawings.splice(0)) drawing.destroy();
    for (const holder of document.querySelectorAll("[data-curve]")) drawings.push(draw(holder));
  };

  // Wagtail loads a panel's scripts in the head.
  document.addEventListener("DOMContentLoaded", redraw);
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 150);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
