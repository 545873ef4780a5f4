// SPDX-License-Identifier: MIT
// A service: JSON lines in, JSON lines out, each request with a deadline, any of them cancelled at any time.
//   {"id": 1, "query": "P(y)", "given": "x", "do": "z = 1", "deadline_ms": 200}
//   {"id": 1, "cancel": true}
// Requests are answered by a few threads, which share the model; answers come when they are known.
#include <algorithm>
#include <causeway/causeway.hpp>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;

Json error_json(const causeway::Diagnostic& one) {
  return {{"code", causeway::to_string(one.code)}, {"message", one.message}, {"line", one.place.line}};
}

Json value_json(const causeway::Answer& answer) {
  switch (answer.kind()) {
    case causeway::Answer::Kind::Number:
      return answer.rational().to_fraction();
    case causeway::Answer::Kind::Boolean:
      return answer.boolean();
    case causeway::Answer::Kind::Distribution: {
      Json rows = Json::array();
      for (const causeway::Table::Row& row : answer.table().rows) {
        Json values = Json::array();
        for (const causeway::Value& value : row.values) values.push_back(value.to_string());
        rows.push_back({values, row.rational().to_fraction()});
      }
      return rows;
    }
    default:
      return nullptr;
  }
}

class Service {
 public:
  Service(const std::string& file, causeway::Options options) : file_(file), options_(std::move(options)) {}

  int run() {
    const auto model = causeway::Model::load(file_, options_);
    if (!model) {
      put({{"error", error_json(model.error().front())}});
      return 2;
    }
    std::vector<std::thread> workers;
    const unsigned count = std::max(2U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) workers.emplace_back([&] { work(model.value()); });
    for (std::string line; std::getline(std::cin, line);) accept(line);
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    waiting_.notify_all();
    for (std::thread& one : workers) one.join();
    return 0;
  }

 private:
  struct Request {
    Json json;
    causeway::CancelToken cancel;
  };

  void accept(const std::string& line) {
    Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("id")) {
      put({{"error", {{"code", "usage"}, {"message", "a request is a JSON object with an `id`"}}}});
      return;
    }
    const std::string id = json["id"].dump();
    const std::lock_guard lock(mutex_);
    const auto running = tokens_.find(id);
    if (json.contains("cancel")) {
      if (running != tokens_.end()) running->second.cancel();
      return;
    }
    if (running != tokens_.end()) {
      put({{"id", json["id"]},
           {"error", {{"code", "usage"}, {"message", "a request with this `id` is being answered"}}}});
      return;
    }
    Request request{std::move(json), {}};
    tokens_.emplace(id, request.cancel);
    requests_.push_back(std::move(request));
    waiting_.notify_one();
  }

  void work(const causeway::Model& model) {
    for (;;) {
      Request request;
      {
        std::unique_lock lock(mutex_);
        waiting_.wait(lock, [&] { return closed_ || !requests_.empty(); });
        if (requests_.empty()) return;
        request = std::move(requests_.front());
        requests_.pop_front();
      }
      const Json reply = answer(model, request);
      {
        const std::lock_guard lock(mutex_);
        tokens_.erase(request.json["id"].dump());
      }
      put(reply);
    }
  }

  Json answer(const causeway::Model& model, const Request& request) const {
    Json reply{{"id", request.json["id"]}};
    try {
      causeway::World world = model.given({});
      if (request.json.contains("given")) world = world.given(request.json["given"].get<std::string>());
      if (request.json.contains("do")) world = world.act(request.json["do"].get<std::string>());
      causeway::Limits limits = options_.limits;
      limits.time = std::chrono::milliseconds(std::max(request.json.value("deadline_ms", 1000), 1));
      const auto found = world.predict(request.json.at("query").get<std::string>(), limits, request.cancel);
      if (found) {
        reply["value"] = value_json(found.value());
      } else {
        reply["error"] = error_json(found.error().front());
      }
    } catch (const Json::exception& fault) {
      reply["error"] = {{"code", "usage"}, {"message", fault.what()}};
    }
    return reply;
  }

  void put(const Json& json) {
    const std::lock_guard lock(output_);
    std::cout << json.dump() << std::endl;
  }

  std::string file_;
  causeway::Options options_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Request> requests_;
  std::map<std::string, causeway::CancelToken> tokens_;
  bool closed_ = false;
  std::mutex output_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "serve MODEL\n";
    return 2;
  }
  causeway::Options options;
  options.limits.steps = UINT64_MAX;  // the deadline decides
  options.limits.memory = std::size_t{1} << 30;
  options.limits.threads = 1;  // requests share the cores among themselves
  return Service(argv[1], options).run();
}
