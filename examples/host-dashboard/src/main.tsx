import "@farebox/react/styles/host.css";
import "./console.css";
import "@farebox/react/styles/shadcn.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Console } from "./console.tsx";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
createRoot(element).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
