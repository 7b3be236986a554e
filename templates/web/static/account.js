// Leaving: this browser, or every device.

import { post } from "./asking.js";
import { forgetAll } from "./shelf.js";

for (const button of document.querySelectorAll("[data-leave]")) {
  button.addEventListener("click", async () => {
    if (!confirm(button.dataset.sure)) return;
    const { to } = await post("/leave", { which: button.dataset.leave });
    if (button.dataset.leave !== "others") await forgetAll();
    // The invite's code stands behind "#": whoever stays on the page goes on with it.
    if ("stay" in button.dataset) location.reload();
    else location.assign(to);
  });
}
