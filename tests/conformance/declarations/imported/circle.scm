// The import that closes the circle stands on the fifth line, as that of its importer does.



import "../import_circle.scm"
const inner = 2
