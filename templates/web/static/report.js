// Orders of the report page: the answer comes in the chat.

import { freshKey, post } from "./asking.js";

const fault = document.getElementById("fault");
const orders = document.getElementById("orders");

for (const button of document.querySelectorAll("[data-order]")) {
  const key = freshKey();
  button.addEventListener("click", async () => {
    button.disabled = true;
    fault.textContent = "";
    try {
      const { to } = await post("/report/order", { key, order: button.dataset.order });
      location.assign(to);
    } catch {
      fault.textContent = orders.dataset.failed;
      button.disabled = false;
    }
  });
}
