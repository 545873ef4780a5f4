// Imports what the importing file imports too, from another folder's point of view.
import "parts.scm"
import "../imported/uncoupled.scm"
const doubled = 2 * ratio
