// rules: decl.5, decl.7
// Constants and parameters that are defined by one another.
const height = width + 1         //! cycle: `height`
param width = depth
const depth = 2 * height
