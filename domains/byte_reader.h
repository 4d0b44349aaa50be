// Numbers and texts in cached values: written one after the other, read back with every bound
// checked.
#ifndef TESTFED_DOMAINS_BYTE_READER_H_
#define TESTFED_DOMAINS_BYTE_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace testfed {

// Seven bits a byte, the low ones first; the high bit says that more follow.
inline void PutNumber(std::uint64_t number, std::string& bytes) {
  while (number >= 0x80) {
    bytes += static_cast<char>(number | 0x80);
    number >>= 7;
  }
  bytes += static_cast<char>(number);
}

inline void PutText(std::string_view text, std::string& bytes) {
  PutNumber(text.size(), bytes);
  bytes += text;
}

// After the first read beyond the end, everything is 0 or "", and ok() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  bool ok() const { return ok_; }
  size_t left() const { return static_cast<size_t>(end_ - at_); }

  std::uint64_t Number() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) break;
      auto byte = static_cast<unsigned char>(*at_++);
      number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
    return Fail();
  }
  // A number that is at most `most`: of items, say, that take at least a byte each.
  std::uint64_t NumberUpTo(std::uint64_t most) {
    std::uint64_t number = Number();
    return number <= most ? number : Fail();
  }
  std::string_view Text() {
    size_t size = Number();
    if (size > left()) size = Fail();  // left() without the number itself
    std::string_view text(at_, size);
    at_ += size;
    return text;
  }

 private:
  std::uint64_t Fail() {
    ok_ = false;
    at_ = end_;
    return 0;
  }

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_BYTE_READER_H_
