// Runs before the first paint, so that a chosen theme never flashes. Its own file: the content security policy allows no inline script.
try {
  const theme = localStorage.getItem("farebox.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme is then the only one.
}
