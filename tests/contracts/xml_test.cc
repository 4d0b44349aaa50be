#include "contracts/xml.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace testfed {
namespace {

// What a reader is told, one line a call.
class Told : public XmlReader {
 public:
  absl::Status Open(const XmlElement& element) override {
    text += std::to_string(element.at.line) + ":" + std::to_string(element.at.column) + " <" +
            std::string(element.name);
    for (const auto& [name, value] : element.attributes) {
      text += " " + std::string(name) + "=[" + std::string(value) + "]";
    }
    text += ">\n";
    if (element.name == refused) return Error("refused");
    return absl::OkStatus();
  }
  absl::Status Close(std::string_view name) override {
    text += "</" + std::string(name) + ">\n";
    return absl::OkStatus();
  }
  absl::Status Text(std::string_view part) override {
    text += "'" + std::string(part) + "'\n";
    return absl::OkStatus();
  }

  std::string text;
  std::string refused;
};

std::string Read(std::string_view text, const std::string& refused = "") {
  Told told;
  told.refused = refused;
  absl::Status status = ReadXml(text, "a.xml", told);
  return status.ok() ? told.text : "error: " + MessageOf(status);
}

TEST(Xml, IsToldInOrder) {
  EXPECT_EQ(Read("<a>\n <b x=\"1 &lt; &#50;\" y='\"'/>t<![CDATA[<u>]]><!-- c --></a>"),
            "1:1 <a>\n'\n'\n' '\n2:2 <b x=[1 < 2] y=[\"]>\n</b>\n't'\n'<u>'\n</a>\n");
}

TEST(Xml, OtherEncodingsBecomeUtf8) {
  EXPECT_EQ(Read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a b=\"\xe4\"/>"),
            "1:44 <a b=[\xc3\xa4]>\n</a>\n");
}

// `bazel query` writes this version.
TEST(Xml, VersionOneOneIsRead) {
  EXPECT_EQ(Read("<?xml version=\"1.1\" encoding=\"UTF-8\" standalone=\"no\"?><a/>"),
            "1:55 <a>\n</a>\n");
}

TEST(Xml, ADocumentTypeIsRefusedUnread) {
  EXPECT_EQ(Read("<!DOCTYPE a [<!ENTITY x \"aaaa\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>"),
            "error: a.xml:1:13: a document type, which testfed does not read");
  EXPECT_EQ(Read("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"),
            "error: a.xml:1:40: a document type, which testfed does not read");
}

TEST(Xml, DamageIsAnErrorWithItsPlace) {
  EXPECT_EQ(Read(""), "error: a.xml:1:1: the document ends before its last tag is closed");
  EXPECT_EQ(Read("<a>\n<b"), "error: a.xml:2:1: a tag, comment or CDATA has no end");
  EXPECT_EQ(Read("<a></b>"),
            "error: a.xml:1:6: a tag closes another one than the last that is open");
  EXPECT_EQ(Read("<a>&nbsp;</a>"), "error: a.xml:1:4: a `&` begins no known entity");
  EXPECT_EQ(Read("<a>&#27;</a>"),
            "error: a.xml:1:4: a `&#` names a character that XML does not allow");
  EXPECT_EQ(Read("<a b='1' b='2'/>"), "error: a.xml:1:10: a tag has an attribute twice");
  EXPECT_EQ(Read("<a/><b/>"), "error: a.xml:1:5: there is something after the last tag");
  EXPECT_EQ(Read("<?xml version='1.0' encoding='EBCDIC'?><a/>"),
            "error: a.xml:1:31: it is in none of the encodings UTF-8, UTF-16, ISO-8859-1 and "
            "US-ASCII");
  EXPECT_EQ(Read("<a>\x01</a>"), "error: a.xml:1:4: this is no well-formed XML");
}

TEST(Xml, DepthIsBounded) {
  auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<a>";
    for (int i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  EXPECT_TRUE(Read(nested(kMaxXmlDepth)).starts_with("1:1 <a>"));
  EXPECT_EQ(Read(nested(kMaxXmlDepth + 1)), "error: a.xml:1:769: more than 256 tags are open");
}

TEST(Xml, AnErrorOfTheReaderEndsTheReading) {
  Told told;
  told.refused = "b";
  absl::Status status = ReadXml("<a><b/><c/></a>", "a.xml", told);
  EXPECT_EQ(MessageOf(status), "refused");
  EXPECT_EQ(told.text.find("<c"), std::string::npos);
}

TEST(Xml, SurvivesDamage) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::string text = "<?xml version='1.0'?><a b=\"&amp;\"><!-- --><c/>x<![CDATA[y]]></a>";
  for (size_t size = 0; size < text.size(); ++size) {
    EXPECT_TRUE(Read(text.substr(0, size)).starts_with("error: a.xml:")) << size;
  }
  for (int round = 0; round < 5000; ++round) {
    std::string damaged = text;
    for (int change = 0; change < 3; ++change) {
      damaged[random() % damaged.size()] = "<>\"&;/=?![]-x\0\xff"[random() % 15];
    }
    Read(damaged);
  }
}

}  // namespace
}  // namespace testfed
