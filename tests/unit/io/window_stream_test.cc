#include "engine/io/window_stream.h"

#include <gtest/gtest.h>

#include "unit/io/block_streams.h"

namespace anatomy {
namespace {

using test::Drain;

TEST(StreamCursor, MovesForwardAndTakesNoMoreThanAsked) {
  const std::string bytes = test::Noise(2000, 3);
  for (test::NamedStream& cut : test::EveryCutOf(bytes)) {
    SCOPED_TRACE(cut.name);
    StreamCursor cursor(std::move(cut.stream));
    ASSERT_TRUE(cursor.MoveTo(700));
    EXPECT_EQ(cursor.position(), 700u);
    std::string taken;
    while (taken.size() < 5) taken += AsText(*cursor.Take(5 - taken.size()));
    EXPECT_EQ(taken, bytes.substr(700, 5));
    EXPECT_EQ(cursor.position(), 705u);
    ASSERT_TRUE(cursor.MoveTo(5000));
    EXPECT_EQ(cursor.position(), 2000u) << "it stops at the end";
    EXPECT_TRUE(cursor.Take(1)->empty());
  }
}

// All layers of a compressed tarball are read in one pass: a window that is left half read must not disturb the next
// one.
TEST(WindowStream, WindowsOverOneCursor) {
  const std::string bytes = test::Noise(3000, 4);
  for (test::NamedStream& cut : test::EveryCutOf(bytes)) {
    SCOPED_TRACE(cut.name);
    auto cursor = std::make_shared<StreamCursor>(std::move(cut.stream));
    WindowStream first(cursor, 10, 500);
    EXPECT_EQ(Drain(first).bytes, bytes.substr(10, 500));
    WindowStream touching(cursor, 510, 100);
    ASSERT_FALSE(touching.Next()->empty());
    WindowStream later(cursor, 1000, 600);
    EXPECT_EQ(Drain(later).bytes, bytes.substr(1000, 600));
    WindowStream empty(cursor, 1700, 0);
    EXPECT_EQ(Drain(empty).bytes, "");
    WindowStream cut_short(cursor, 2900, 500);
    EXPECT_EQ(Drain(cut_short).bytes, bytes.substr(2900)) << "the stream ends inside the window";
  }
}

TEST(WindowStream, BehindTheEndIsEmpty) {
  auto cursor = std::make_shared<StreamCursor>(test::BlocksOf("0123456789", 4));
  WindowStream window(cursor, 50, 5);
  EXPECT_EQ(Drain(window).bytes, "");
}

TEST(WindowStream, PassesErrorsOn) {
  auto cursor = std::make_shared<StreamCursor>(test::BlocksOf("0123456789", 4, Error{Code::kLayerDamaged}));
  WindowStream window(cursor, 5, 20);
  const test::Drained all = Drain(window);
  EXPECT_EQ(all.bytes, "56789");
  EXPECT_EQ(all.code(), "layer-damaged");
  WindowStream behind(cursor, 50, 5);
  EXPECT_EQ(Drain(behind).code(), "layer-damaged");
}

}  // namespace
}  // namespace anatomy
