// SPDX-License-Identifier: MIT
#include "support/source.hpp"

#include <doctest/doctest.h>

#include "support/fault.hpp"
#include "support/text.hpp"

using namespace causeway::support;  // NOLINT(google-build-using-namespace)

TEST_CASE("places count characters, not bytes") {
  SourceMap sources;
  const FileId file = sources.add("m.scm", "var größe = 1\r\n\tvar x = größe");
  const causeway::Place place = sources.place({file, 26, 31});
  CHECK(place.line == 2);
  CHECK(place.column == 10);
  CHECK(place.source_line == "\tvar x = größe");
  CHECK(sources.place({}).line == 0);
  CHECK(sources.place({file, 1000, 2000}).line == 2);
}

TEST_CASE("a diagnostic underlines its part of the line") {
  SourceMap sources;
  const FileId file = sources.add("m.scm", "var größe = unbekannt");
  const Report report =
      error(causeway::Code::Name, {file, 14, 23}, "unknown name").with_hint("did you mean `x`?");
  CHECK(resolve(report, sources).to_string() ==
        "m.scm:1:13: error[name]: unknown name\n"
        "   1 | var größe = unbekannt\n"
        "     |             ^~~~~~~~~\n"
        "hint: did you mean `x`?\n");
}

TEST_CASE("long lines are cut around the mark") {
  SourceMap sources;
  const FileId file = sources.add("m", std::string(5000, 'a') + "MARK" + std::string(5000, 'b'));
  const causeway::Place place = sources.place({file, 5000, 5004});
  CHECK(place.column == 5001);
  CHECK(place.source_line.size() < 200);
  CHECK(place.source_line.substr(place.mark_begin, place.mark_length) == "MARK");
}

TEST_CASE("invalid UTF-8 is found") {
  CHECK(find_invalid_utf8("größe ∀ 😀") == std::string_view::npos);
  CHECK(find_invalid_utf8("ab\xFF") == 2);
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);      // a surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond Unicode
  CHECK(find_invalid_utf8("a\xE2\x82") == 1);         // cut off
}

TEST_CASE("likely names") {
  CHECK(closest("inteligence", {"difficulty", "intelligence"}) == "intelligence");
  CHECK(closest("gradde", {"grade", "letter"}) == "grade");
  CHECK(closest("xy", {"abc"}).empty());
  CHECK(count_of(1, "index") == "1 index");
  CHECK(count_of(2, "index") == "2 indices");
  CHECK(count_of(3, "entry") == "3 entries");
}
