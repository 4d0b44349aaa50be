#include "contracts/source_facts.h"

#include <limits>

#include "domains/byte_reader.h"

namespace testfed {
namespace {

// One template walks the model in both directions, so that what is written is what is read.
class Writer {
 public:
  explicit Writer(std::string& bytes) : bytes_(bytes) {}
  void Text(const std::string& text) { PutText(text, bytes_); }
  void Number(const int& number) { PutNumber(static_cast<std::uint64_t>(number) + 1, bytes_); }
  void Flag(const bool& flag) { bytes_ += flag ? '\1' : '\0'; }
  template <typename E>
  void Enum(const E& value, E) {
    PutNumber(static_cast<std::uint64_t>(value), bytes_);
  }
  template <typename T, typename Each>
  void List(const std::vector<T>& list, Each each) {
    PutNumber(list.size(), bytes_);
    for (const T& item : list) each(item);
  }

 private:
  std::string& bytes_;
};

class Reader {
 public:
  explicit Reader(ByteReader& bytes) : bytes_(bytes) {}
  void Text(std::string& text) { text = bytes_.Text(); }
  void Number(int& number) {
    number = static_cast<int>(
        static_cast<std::int64_t>(bytes_.NumberUpTo(std::numeric_limits<int>::max())) - 1);
  }
  void Flag(bool& flag) { flag = bytes_.NumberUpTo(1) == 1; }
  template <typename E>
  void Enum(E& value, E last) {
    value = static_cast<E>(bytes_.NumberUpTo(static_cast<std::uint64_t>(last)));
  }
  template <typename T, typename Each>
  void List(std::vector<T>& list, Each each) {
    size_t count = bytes_.NumberUpTo(bytes_.left());  // an item takes at least a byte
    list.resize(bytes_.ok() ? count : 0);
    for (T& item : list) each(item);
  }

 private:
  ByteReader& bytes_;
};

template <typename Archive, typename P>
void Walk(Archive& archive, P& position) {
  archive.Number(position.line);
  archive.Number(position.column);
}

template <typename Archive, typename A>
void WalkAnnotation(Archive& archive, A& annotation) {
  archive.Text(annotation.name);
  archive.List(annotation.arguments, [&](auto& argument) { archive.Text(argument); });
  archive.Flag(annotation.literal);
  archive.Flag(annotation.comment);
  Walk(archive, annotation.position);
}

template <typename Archive, typename F>
void WalkFacts(Archive& archive, F& facts) {
  auto text = [&](auto& value) { archive.Text(value); };
  auto annotation = [&](auto& value) { WalkAnnotation(archive, value); };
  archive.Text(facts.package);
  archive.List(facts.imports, [&](auto& import) {
    archive.Text(import.name);
    archive.Text(import.alias);
    archive.Flag(import.wildcard);
    archive.Flag(import.is_static);
  });
  archive.List(facts.annotations, annotation);
  archive.List(facts.declarations, [&](auto& declaration) {
    archive.Enum(declaration.kind, SourceDeclaration::Kind::kRule);
    archive.Number(declaration.parent);
    archive.Text(declaration.name);
    archive.Flag(declaration.literal);
    archive.List(declaration.supertypes, text);
    archive.List(declaration.parameters, text);
    archive.List(declaration.modifiers, text);
    archive.List(declaration.annotations, annotation);
    Walk(archive, declaration.position);
  });
  archive.List(facts.loose_tags, annotation);
  archive.List(facts.undecided, [&](auto& undecided) {
    archive.Number(undecided.declaration);
    Walk(archive, undecided.position);
    archive.Text(undecided.text);
  });
}

}  // namespace

std::string EncodeFacts(const SourceFacts& facts) {
  std::string bytes;
  Writer writer(bytes);
  WalkFacts(writer, facts);
  return bytes;
}

std::optional<SourceFacts> DecodeFacts(std::string_view bytes) {
  ByteReader reader_bytes(bytes);
  Reader reader(reader_bytes);
  SourceFacts facts;
  WalkFacts(reader, facts);
  if (!reader_bytes.ok() || reader_bytes.left() != 0) return std::nullopt;
  int count = 0;
  for (const SourceDeclaration& declaration : facts.declarations) {
    if (declaration.parent < -1 || declaration.parent >= count++) return std::nullopt;
  }
  for (const Undecided& undecided : facts.undecided) {
    if (undecided.declaration < -1 || undecided.declaration >= count) return std::nullopt;
  }
  return facts;
}

}  // namespace testfed
