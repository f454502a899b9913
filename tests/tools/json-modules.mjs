// Lets packages import JSON files without saying so, as @actions/workflow-parser does and Node.js 20 and later refuse.
import { register } from "node:module";

const hook = `export const load = (url, context, next) => next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
