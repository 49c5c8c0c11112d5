export { startTestCluster, type TestCluster } from "./cluster.ts";
export {
  createTestDatabase,
  type TestDatabase,
} from "./create-test-database.ts";
