#include "tests/integration/known_good_sample.h"

#include "domains/sha256.h"

namespace testfed {

Tuple SampleTuple(char digit) {
  Tuple tuple;
  tuple["comm"] = {{Pin::Kind::kCommit, std::string(40, digit)}, "github.com/orbit/comm", {}};
  tuple["logging"] = {{Pin::Kind::kVersion, "1.4.0"}, "github.com/orbit/logging", {}};
  return tuple;
}

Record SamplePromotion(char digit, const std::string& run) {
  Record record;
  record.kind = RecordKind::kPromote;
  record.timestamp = "2026-11-20T09:12:44Z";
  record.line = "main";
  record.suite = "full";
  record.tuple = SampleTuple(digit);
  record.tuple_sha256 = TupleSha256(record.tuple);
  record.manifest_sha256 = Sha256Hex("manifest " + std::string(1, digit));
  record.resolved_sha256 = Sha256Hex("resolved " + std::string(1, digit));
  record.integration_commit = std::string(40, 'e');
  record.duration_s = 2520;
  record.tests = {1882, 1880, 0, 2};
  record.configs = {"default"};
  record.toolchain = {{"bazel", "8.6.0"}};
  record.run = {run, 1, "https://ci.orbit.dev/" + run};
  return record;
}

Record SampleRevocation(std::int64_t target) {
  Record record;
  record.kind = RecordKind::kRevoke;
  record.timestamp = "2026-11-21T08:00:00Z";
  record.line = "main";
  record.target_seq = target;
  record.reason = "flash wears out on target";
  return record;
}

std::string StoreOf(std::vector<Record> records) {
  std::string bytes;
  std::vector<std::string> hashes;
  for (Record& record : records) {
    record.seq = static_cast<std::int64_t>(hashes.size()) + 1;
    record.prev = hashes.empty() ? std::string(kNoRecord) : hashes.back();
    if (record.base.seq != 0) record.base.sha256 = hashes[static_cast<size_t>(record.base.seq - 1)];
    const std::string line = RecordLine(record);
    hashes.push_back(Sha256Hex(line));
    bytes += line + "\n";
  }
  return bytes;
}

KnownGoodChain ChainOf(const std::vector<Record>& records) {
  return *KnownGoodChain::Read(StoreOf(records), "known-good.jsonl");
}

}  // namespace testfed
