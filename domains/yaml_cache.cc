#include "domains/yaml_cache.h"

#include <climits>

#include "domains/byte_reader.h"

namespace testfed {
namespace {

using Kind = YamlNode::Kind;

constexpr int kMaxDepth = 1000;  // yaml-cpp reads about 500 levels
constexpr unsigned kQuoted = 4;  // besides the kind, in a node's first byte

// A node is its kind, line and column, then its text or how many children it has, and these.
void Put(const YamlNode& node, std::string& bytes) {
  bytes += static_cast<char>(static_cast<unsigned>(node.kind) | (node.quoted ? kQuoted : 0));
  PutNumber(static_cast<unsigned>(node.position.line), bytes);
  PutNumber(static_cast<unsigned>(node.position.column), bytes);
  switch (node.kind) {
    case Kind::kNull:
      return;
    case Kind::kScalar:
      return PutText(node.text, bytes);
    case Kind::kList:
      PutNumber(node.items.size(), bytes);
      for (const YamlNode& item : node.items) Put(item, bytes);
      return;
    case Kind::kMap:
      PutNumber(node.members.size(), bytes);
      for (const auto& [key, value] : node.members) {
        Put(key, bytes);
        Put(value, bytes);
      }
  }
}

void Take(ByteReader& reader, int depth, YamlNode& node) {
  std::uint64_t first = reader.NumberUpTo(kQuoted | 3u);
  node.kind = static_cast<Kind>(first & 3);
  node.quoted = (first & kQuoted) != 0;
  node.position.line = static_cast<int>(reader.NumberUpTo(INT_MAX));
  node.position.column = static_cast<int>(reader.NumberUpTo(INT_MAX));
  if (node.kind == Kind::kNull) return;
  if (node.kind == Kind::kScalar) {
    node.text = reader.Text();
    return;
  }
  constexpr size_t kLeastBytes = 3;  // of a node: else a short text could ask for much memory
  size_t count = depth < kMaxDepth ? reader.NumberUpTo(reader.left() / kLeastBytes) : 0;
  if (node.kind == Kind::kList) {
    node.items.resize(count);
    for (YamlNode& item : node.items) Take(reader, depth + 1, item);
  } else {
    node.members.resize(count);
    for (auto& [key, value] : node.members) {
      Take(reader, depth + 1, key);
      Take(reader, depth + 1, value);
    }
  }
}

}  // namespace

std::string EncodeYaml(const YamlNode& root) {
  std::string bytes;
  Put(root, bytes);
  return bytes;
}

std::optional<YamlNode> DecodeYaml(std::string_view bytes) {
  ByteReader reader(bytes);
  YamlNode root;
  Take(reader, 0, root);
  if (!reader.ok() || reader.left() > 0) return std::nullopt;
  return root;
}

}  // namespace testfed
