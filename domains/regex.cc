#include "domains/regex.h"

#include <re2/re2.h>

#include <mutex>

#include "domains/path_name.h"

namespace testfed {
namespace {

RE2::Options OptionsFor(RE2::Options::Encoding encoding) {
  RE2::Options options;
  options.set_encoding(encoding);
  options.set_dot_nl(true);  // a newline is a character like any other in a name
  options.set_log_errors(false);
  return options;
}

}  // namespace

struct SegmentRegex::Impl {
  Impl(std::string_view utf8, std::string_view bytes)
      : utf8_regex(re2::StringPiece(utf8.data(), utf8.size()),
                   OptionsFor(RE2::Options::EncodingUTF8)),
        byte_expression(bytes) {}
  RE2 utf8_regex;
  std::string byte_expression;
  mutable std::once_flag byte_once;  // names that are not UTF-8 are rare
  mutable std::unique_ptr<RE2> byte_regex;
};

SegmentRegex::SegmentRegex() = default;
SegmentRegex::~SegmentRegex() = default;

absl::StatusOr<std::shared_ptr<const SegmentRegex>> SegmentRegex::Compile(
    std::string_view utf8_expression, std::string_view byte_expression) {
  std::shared_ptr<SegmentRegex> regex(new SegmentRegex);
  regex->impl_ = std::make_unique<Impl>(utf8_expression, byte_expression);
  if (!regex->impl_->utf8_regex.ok()) {
    return Error("cannot be compiled: " + regex->impl_->utf8_regex.error());
  }
  return std::shared_ptr<const SegmentRegex>(std::move(regex));
}

bool SegmentRegex::Matches(std::string_view name) const {
  re2::StringPiece piece(name.data(), name.size());
  if (IsUtf8(name)) return RE2::FullMatch(piece, impl_->utf8_regex);
  std::call_once(impl_->byte_once, [&] {
    impl_->byte_regex =
        std::make_unique<RE2>(impl_->byte_expression, OptionsFor(RE2::Options::EncodingLatin1));
  });
  return RE2::FullMatch(piece, *impl_->byte_regex);
}

std::string SegmentRegex::Quote(std::string_view text) {
  return RE2::QuoteMeta(re2::StringPiece(text.data(), text.size()));
}

}  // namespace testfed
