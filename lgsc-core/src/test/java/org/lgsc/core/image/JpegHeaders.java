package org.lgsc.core.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.LgscException;

/** Reads JPEGs with odd and damaged headers, as the separate process of {@link JpegSilenceTest}. */
final class JpegHeaders {
    /** Begins a line of standard error for each picture; other output is that of the decoder. */
    static final String DONE = "picture ";

    private static final int WIDTH = 56;
    private static final int HEIGHT = 48;

    /** Values with a meaning in a header. */
    private static final int[] TELLING = {
        0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 0x12, 0x14, 0x21, 0x22, 0x41, 0x44, 63, 64, 127, 128,
        255
    };

    private static final int[] MARKERS = {
        0xc0, 0xc2, 0xc4, 0xc8, 0xcc, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xe1, 0xe2, 0xee,
        0xf0, 0xf7, 0xfe
    };

    private static final int[] LONE_MARKERS = {1, 2, 0xbf, 0xd0, 0xd3, 0xd7, 0xd8, 0xd9, 0xff};

    private JpegHeaders() {}

    /**
     * @param arguments number of pictures
     */
    public static void main(String[] arguments) {
        List<byte[]> whole = whole();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            Random random = new Random(i);
            List<byte[]> segments = segments(whole.get(random.nextInt(whole.size())));
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                change(segments, random);
            }
            System.err.println(DONE + i + " " + verdict(joined(segments), random.nextInt(4) == 0));
        }
    }

    private static String verdict(byte[] jpeg, boolean reduced) {
        try {
            if (reduced) {
                ImageDecoder.defaults().open(jpeg, "x.jpg").decodeAtLeast(12);
            } else {
                ImageDecoder.defaults().decode(jpeg, "x.jpg");
            }
            return "read";
        } catch (LgscException e) {
            return e.getMessage();
        }
    }

    private static List<byte[]> whole() {
        Random random = new Random(3);
        byte[] pixels = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (128 + 90 * Math.sin(i / 170.0) + 8 * random.nextGaussian());
        }
        List<byte[]> all = new ArrayList<>();
        for (int type : new int[] {opencv_core.CV_8UC3, opencv_core.CV_8UC1}) {
            try (Mat mat = new Mat(HEIGHT, WIDTH, type)) {
                mat.data().put(pixels, 0, (int) (mat.total() * mat.elemSize()));
                for (int progressive = 0; progressive < 2; progressive++) {
                    for (int interval : new int[] {0, 5}) {
                        all.add(encoded(mat, progressive, interval));
                    }
                }
            }
        }
        List<byte[]> adobe = segments(all.get(0));
        adobe.set(1, adobe(1));
        all.add(joined(adobe));
        return all;
    }

    private static byte[] encoded(Mat mat, int progressive, int interval) {
        try (BytePointer out = new BytePointer();
                IntPointer options =
                        new IntPointer(
                                opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                                progressive,
                                opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
                                interval)) {
            opencv_imgcodecs.imencode(".jpg", mat, out, options);
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    /** The first marker, then each segment, with the data that follow it if it begins a scan. */
    private static List<byte[]> segments(byte[] b) {
        List<byte[]> segments = new ArrayList<>();
        segments.add(Arrays.copyOf(b, 2));
        int from = 2;
        while (from < b.length) {
            int marker = b[from + 1] & 0xff;
            int to = marker == 0xd9 ? b.length : from + 2 + length(b, from + 2);
            while (marker == 0xda && !ends(b, to)) {
                to++;
            }
            segments.add(Arrays.copyOfRange(b, from, to));
            from = to;
        }
        return segments;
    }

    private static int length(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
    }

    private static boolean ends(byte[] b, int at) {
        return b[at] == (byte) 0xff && b[at + 1] != 0 && (b[at + 1] & 0xf8) != 0xd0;
    }

    private static byte[] joined(List<byte[]> segments) {
        byte[] b = new byte[segments.stream().mapToInt(s -> s.length).sum()];
        int at = 0;
        for (byte[] segment : segments) {
            System.arraycopy(segment, 0, b, at, segment.length);
            at += segment.length;
        }
        return b;
    }

    private static byte[] segment(int marker, byte[] content) {
        byte[] segment = new byte[4 + content.length];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) marker;
        segment[3] = (byte) (content.length + 2);
        System.arraycopy(content, 0, segment, 4, content.length);
        return segment;
    }

    private static byte[] adobe(int transform) {
        return segment(
                0xee, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
    }

    private static byte[] jfif(Random random) {
        byte[] content = new byte[14];
        random.nextBytes(content);
        System.arraycopy(new byte[] {'J', 'F', 'I', 'F', 0}, 0, content, 0, 5);
        return segment(0xe0, content);
    }

    private static void change(List<byte[]> segments, Random random) {
        int which = 1 + random.nextInt(segments.size() - 1);
        int where = 1 + random.nextInt(segments.size() - 1);
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> segments.set(which, changed(segments.get(which), random));
            case 5 -> segments.add(where, segments.get(which));
            case 6 -> {
                if (segments.size() > 3) {
                    segments.remove(which);
                }
            }
            case 7 -> Collections.swap(segments, which, where);
            case 8 -> {
                byte[] content = new byte[random.nextInt(20)];
                random.nextBytes(content);
                segments.add(where, segment(MARKERS[random.nextInt(MARKERS.length)], content));
            }
            case 9 -> segments.add(where, adobe(random.nextInt(9)));
            case 10 -> segments.add(where, jfif(random));
            default -> {
                int lone = LONE_MARKERS[random.nextInt(LONE_MARKERS.length)];
                segments.add(where, new byte[] {(byte) 0xff, (byte) lone});
            }
        }
    }

    private static byte[] changed(byte[] segment, Random random) {
        byte[] changed = segment.clone();
        int head =
                segment.length < 4
                        ? segment.length
                        : Math.max(4, Math.min(segment.length, 2 + length(segment, 2)));
        int at = 1 + random.nextInt(Math.min(head, random.nextBoolean() ? 24 : head) - 1);
        changed[at] =
                (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : TELLING[random.nextInt(TELLING.length)]);
        return changed;
    }
}
