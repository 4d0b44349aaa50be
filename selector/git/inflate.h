// The one wrapper around zlib: reads what git has compressed.
#ifndef TESTFED_SELECTOR_GIT_INFLATE_H_
#define TESTFED_SELECTOR_GIT_INFLATE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace testfed {

// Keeps zlib's tables from one stream to the next. One thread at a time.
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;

  // False unless `compressed` begins with a stream that is whole, undamaged and exactly `size`
  // bytes long. What follows the stream is not looked at.
  bool Whole(std::string_view compressed, size_t size, std::string& bytes);
  // At most `most` bytes from the start of a stream; false when it is damaged there.
  bool Start(std::string_view compressed, size_t most, std::string& bytes);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_INFLATE_H_
