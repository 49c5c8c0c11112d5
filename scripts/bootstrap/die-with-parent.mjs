// Loaded before every task. The channel to the bootstrap closes however the bootstrap ends, kill -9 included, and the
// task then stops as if it had been asked to.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// After the listener, which would keep the process alive for the channel's sake.
process.channel?.unref();
