import "./styles/index.css";
import { Gallery } from "@farebox/react/gallery";
import { isRightToLeft, locale } from "@farebox/react/lib/locale.ts";
import { createRoot } from "react-dom/client";

document.documentElement.lang = locale;
document.documentElement.dir = isRightToLeft ? "rtl" : "ltr";

const element = document.getElementById("root");
if (element === null) throw new Error("gallery.html has no #root");
createRoot(element).render(<Gallery testModeStripe={null} />);
