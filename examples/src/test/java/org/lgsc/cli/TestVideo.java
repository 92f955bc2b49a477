package org.lgsc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;

/** Writes pictures as a Motion JPEG video in an AVI file. */
public final class TestVideo {
    private TestVideo() {}

    public static Path write(Path file, List<RgbImage> frames) throws IOException {
        List<byte[]> jpegs = frames.stream().map(f -> ImageEncoder.jpeg(f, 95)).toList();
        int pictures = jpegs.stream().mapToInt(j -> 8 + even(j.length)).sum();
        int width = frames.get(0).width();
        int height = frames.get(0).height();
        ByteBuffer b =
                ByteBuffer.allocate(12 + 12 + 64 + 12 + 64 + 48 + 12 + pictures)
                        .order(ByteOrder.LITTLE_ENDIAN);
        text(b, "RIFF").putInt(b.capacity() - 8);
        text(b, "AVI LIST").putInt(4 + 64 + 12 + 64 + 48);
        text(b, "hdrlavih").putInt(56).putInt(40_000).putInt(0).putInt(0).putInt(0);
        b.putInt(jpegs.size()).putInt(0).putInt(1).putInt(0).putInt(width).putInt(height);
        zeros(b, 4);
        text(b, "LIST").putInt(4 + 64 + 48);
        text(b, "strlstrh").putInt(56);
        text(b, "vidsMJPG");
        zeros(b, 3);
        b.putInt(1).putInt(25).putInt(0).putInt(jpegs.size());
        zeros(b, 5);
        text(b, "strf").putInt(40).putInt(40).putInt(width).putInt(height);
        b.putShort((short) 1).putShort((short) 24);
        text(b, "MJPG");
        zeros(b, 5);
        text(b, "LIST").putInt(4 + pictures);
        text(b, "movi");
        for (byte[] jpeg : jpegs) {
            text(b, "00dc").putInt(jpeg.length).put(jpeg);
            b.position(b.position() + even(jpeg.length) - jpeg.length);
        }
        return Files.write(file, b.array());
    }

    private static int even(int length) {
        return length + (length & 1);
    }

    private static ByteBuffer text(ByteBuffer b, String text) {
        return b.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void zeros(ByteBuffer b, int words) {
        b.position(b.position() + 4 * words);
    }
}
