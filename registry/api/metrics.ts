/** Numbers for Prometheus. A registry of its own for each hub, because a test starts several in one process. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  observe(request: { route: string; method: string; status: number; seconds: number; bytes: number }): void;
  inFlight(by: 1 | -1): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @param process whether to add memory, event loop and the like */
export function createMetrics({ process = true } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'soulhub_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'soulhub_http_request_duration_seconds',
    help: 'Time from the first byte asked to the answer being ready.',
    labelNames: ['route'] as const,
    buckets: SECONDS,
    registers,
  });
  const sent = new Counter({ name: 'soulhub_http_response_bytes_total', help: 'Bytes of answers.', registers });
  const inFlight = new Gauge({ name: 'soulhub_http_in_flight', help: 'Requests at work now.', registers });
  if (process) collectDefaultMetrics({ register: registry, prefix: 'soulhub_' });
  return {
    registry,
    observe({ route, method, status, seconds, bytes }) {
      requests.inc({ route, method, status: String(status) });
      duration.observe({ route }, seconds);
      sent.inc(bytes);
    },
    inFlight: (by) => inFlight.inc(by),
  };
}
