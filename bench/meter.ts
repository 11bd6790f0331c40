// Loaded before a language server (`node --import`): tells on request how much the process has allocated. The heap is so
// large that no collector runs in between; where one did, that is told, too.
import { PerformanceObserver } from 'node:perf_hooks';

let collections = 0;
new PerformanceObserver((list) => {
  collections += list.getEntries().length;
}).observe({ entryTypes: ['gc'] });

process.on('message', (message: { method?: string }) => {
  if (message.method !== '$/meter') return;
  const { heapUsed, external } = process.memoryUsage();
  // The observer is told of collections a moment later.
  setTimeout(() => {
    process.send?.({ jsonrpc: '2.0', method: '$/metered', params: { used: heapUsed + external, collections } });
  }, 20);
});
