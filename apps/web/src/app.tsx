import { BusinessScope } from "@farebox/react/lib/business-scope.tsx";
import { RouterProvider } from "@tanstack/react-router";
import { CONNECTION } from "./lib/early-answers.ts";
import { router } from "./routes.tsx";

/** The page. What belongs to the person is above any business; each business brings its own scope below. */
export function App() {
  return (
    // A session that ended shows in the answer itself, and the dashboard then leads to the sign-in.
    <BusinessScope businessId={null} connection={CONNECTION} onSignedOut={() => undefined}>
      <RouterProvider router={router} />
    </BusinessScope>
  );
}
