package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;

/** A small file can be a large picture, and a service's heap is limited. */
class ImageDecoderMemoryTest {
    private static final int WIDTH = 5000;
    private static final int HEIGHT = 4000;

    @TempDir Path folder;

    /** The program of the process with little memory: reads a large picture, then a small one. */
    public static void main(String[] args) {
        try {
            ImageDecoder.defaults().decode(Path.of(args[0]));
            System.out.println("decoded");
        } catch (LgscException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(ImageDecoder.defaults().decode(Path.of(args[1])).width());
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {16, 6, 0, 0, 0}); // 16 bits, RGBA
        chunk(out, "IHDR", header.toByteArray());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
            byte[] row = new byte[1 + 8 * width];
            for (int y = 0; y < height; y++) {
                deflated.write(row);
            }
        }
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    @Test
    void tooLittleMemoryIsASentenceAndTheNextPictureIsRead() throws Exception {
        Path large = folder.resolve("large.png");
        Files.write(large, png(WIDTH, HEIGHT));
        assertThat(Files.size(large)).isLessThan(1 << 20);
        Path small = folder.resolve("small.png");
        Files.write(small, png(20, 10));
        Path log = folder.resolve("log.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx48m",
                                "-Dorg.bytedeco.javacpp.maxbytes=1g",
                                "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ImageDecoderMemoryTest.class.getName(),
                                large.toString(),
                                small.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(log))
                .contains("too little memory for its 5000x4000 pixels", "\n20");
    }
}
