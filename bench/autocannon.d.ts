/** Types for the parts of autocannon that we use. The package has none. */
declare module "autocannon" {
  interface Result {
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    throughput: { total: number };
    errors: number;
    "2xx": number;
    "3xx": number;
  }
  const autocannon: (options: {
    url: string;
    headers: Record<string, string>;
    duration: number;
    connections: number;
  }) => Promise<Result>;
  export default autocannon;
}
