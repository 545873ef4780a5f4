// SPDX-License-Identifier: MIT
// Hands mutated texts to one entry of the library: `fuzz ENTRY 300s [SEED]` for so many seconds, `fuzz ENTRY
// 1000 [SEED]` so many of them. To be built with sanitizers (`cmake --preset sanitize`). What breaks is
// written to `fuzz-ENTRY.input`; `fuzz ENTRY FILE` hands that over once more, and `fuzz ENTRY seeds FOLDER`
// writes the texts that it begins with. Without arguments it lists the entries.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <random>

#include "fuzz/entries.hpp"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace {

using causeway::fuzz::Entry;
using Clock = std::chrono::steady_clock;

constexpr unsigned kSecondsOfOne = 30;  // an input that takes longer has made the library hang

std::string current;  // what the entry works on
std::string file;     // where to write it

void write_current() {
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (out < 0) return;
  if (write(out, current.data(), current.size()) < 0) std::abort();
  close(out);
}

void on_signal(int) {
  write_current();
  _exit(3);
}

void watch() {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_set_death_callback(write_current);
#endif
  std::signal(SIGABRT, on_signal);
  std::signal(SIGSEGV, on_signal);
  std::signal(SIGALRM, on_signal);
}

/// While it lives, what the program prints goes to a file: the library prints nothing.
class Silence {
 public:
  Silence() : out_(std::tmpfile()), stdout_(dup(1)), stderr_(dup(2)) {
    if (out_ == nullptr) std::abort();
    dup2(fileno(out_), 1);
    dup2(fileno(out_), 2);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_report_fd(reinterpret_cast<void*>(static_cast<std::intptr_t>(stderr_)));
#endif
  }
  ~Silence() {
    dup2(stdout_, 1);
    dup2(stderr_, 2);
    close(stdout_);
    close(stderr_);
    std::fclose(out_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

  bool kept() const {
    std::fflush(nullptr);
    return lseek(fileno(out_), 0, SEEK_END) == 0;
  }

 private:
  std::FILE* out_;
  int stdout_;
  int stderr_;
};

/// Texts made of other texts: pieces moved, doubled, dropped and put in from elsewhere, bytes changed.
class Mutator {
 public:
  Mutator(std::vector<std::string> seeds, std::uint64_t seed) : seeds_(std::move(seeds)), random_(seed) {
    for (const std::string& one : seeds_) collect_words(one);
  }

  std::string next() {
    std::string text = seeds_[below(seeds_.size())];
    if (text.size() > kLongest) text = piece(text);
    for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(text);
    if (text.size() > 2 * kLongest) text.resize(2 * kLongest);
    if (below(8) == 0) keep(text);
    return text;
  }

 private:
  static constexpr std::size_t kLongest = 2000;

  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }
  /// Some of it, by whole lines where there are some.
  std::string piece(const std::string& text) {
    const std::size_t line = text.find('\n', below(text.size()));
    const std::size_t from = line == std::string::npos || below(4) == 0 ? below(text.size()) : line + 1;
    return text.substr(from, 1 + below(below(3) == 0 ? kLongest : 60));
  }
  void collect_words(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i + 1;
      if (std::isalnum(static_cast<unsigned char>(text[i])) != 0) {
        while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
      }
      words_.push_back(text.substr(i, end - i));
      i = end;
    }
  }
  /// Mutants become seeds, in the place of old ones.
  void keep(const std::string& text) {
    constexpr std::size_t kMost = 500;
    if (seeds_.size() < kMost) {
      seeds_.push_back(text);
    } else {
      seeds_[below(seeds_.size())] = text;
    }
  }
  void change(std::string& text) {
    static const char* const kOdd[] = {
        "\0",    "\xff", "\xc3\xa9", "`",    "99999999999999999999", "1/0", "-", "\n", "$v?", "|", "_", "[",
        "(((((", "0",    "do(",      "1e400"};
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(text.size() - at, 40) + 1);
    switch (below(8)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, words_[below(words_.size())]);
        break;
      case 2:
        text.replace(at, length, words_[below(words_.size())]);
        break;
      case 3:
        text.insert(below(text.size() + 1), text.substr(at, length));
        break;
      case 4:
        text.insert(at, piece(seeds_[below(seeds_.size())]));
        break;
      case 5:
        text.insert(at, kOdd[below(std::size(kOdd))]);
        break;
      case 6:
        if (at < text.size()) text[at] = static_cast<char>(random_());
        break;
      default:
        swap_words(text);
    }
  }
  /// One word of the text in the place of another.
  void swap_words(std::string& text) {
    const auto word = [&](std::size_t from) {
      std::size_t begin = from;
      while (begin > 0 && std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
      std::size_t end = from;
      while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
      return std::pair(begin, end - begin);
    };
    const auto [from, length] = word(below(text.size() + 1));
    const auto [other, other_length] = word(below(text.size() + 1));
    text.replace(from, length, text.substr(other, other_length));
  }

  std::vector<std::string> seeds_;
  std::vector<std::string> words_;
  std::mt19937_64 random_;
};

/// For a time, or for so many inputs.
struct Extent {
  std::chrono::seconds time;
  std::size_t inputs;
};

std::optional<Extent> extent_of(const std::string& text) {
  char* end = nullptr;
  const unsigned long long number = std::strtoull(text.c_str(), &end, 10);
  if (end == text.c_str()) return std::nullopt;
  if (std::strcmp(end, "s") == 0) return Extent{std::chrono::seconds(number), SIZE_MAX};
  if (*end == '\0') return Extent{std::chrono::hours(24), static_cast<std::size_t>(number)};
  return std::nullopt;
}

int fuzz(const Entry& entry, const Extent& extent, std::uint64_t seed) {
  Mutator mutator(entry.seeds(), seed);
  std::size_t count = 0;
  Clock::duration longest{};
  bool silent = true;
  {
    const Silence silence;
    const auto end = Clock::now() + extent.time;
    for (; silent && count < extent.inputs && Clock::now() < end; ++count) {
      current = mutator.next();
      alarm(kSecondsOfOne);
      const auto before = Clock::now();
      entry.run(current);
      longest = std::max(longest, Clock::now() - before);
      if (count % 256 == 0) silent = silence.kept();
    }
    alarm(0);
    silent = silent && silence.kept();
  }
  std::cout << entry.name << ": " << count << " inputs, the longest took "
            << std::chrono::duration_cast<std::chrono::milliseconds>(longest).count() << " ms\n";
  if (!silent) std::cout << "the library printed something, within 256 inputs of the one that was written\n";
  if (!silent) write_current();
  return silent ? 0 : 1;
}

/// For other fuzzers to begin with.
int write_seeds(const Entry& entry, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::size_t number = 0;
  for (const std::string& one : entry.seeds()) std::ofstream(folder / std::to_string(number++)) << one;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  for (const Entry& one : causeway::fuzz::entries()) {
    if (argc < 3) {
      std::cout << one.name << ": " << one.what << '\n';
    } else if (std::strcmp(one.name, argv[1]) == 0) {
      file = std::string("fuzz-") + one.name + ".input";
      watch();
      if (argc > 3 && std::strcmp(argv[2], "seeds") == 0) return write_seeds(one, argv[3]);
      if (const auto extent = extent_of(argv[2]))
        return fuzz(one, *extent, argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
      std::ifstream input(argv[2], std::ios::binary);
      current.assign(std::istreambuf_iterator<char>(input), {});
      one.run(current);
      return 0;
    }
  }
  return argc < 3 ? 0 : 2;
}
