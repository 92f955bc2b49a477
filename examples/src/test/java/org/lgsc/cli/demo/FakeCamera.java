package org.lgsc.cli.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lgsc.core.image.RgbImage;

/** A video without compression (YUV4MPEG2) that Chromium takes for a webcam. */
final class FakeCamera {
    private FakeCamera() {}

    /** The same picture again and again; its sides are even. */
    static void write(Path file, RgbImage picture, int frames) throws IOException {
        int width = picture.width();
        int height = picture.height();
        byte[] frame = new byte[width * height * 3 / 2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = picture.get(x, y, 0);
                int green = picture.get(x, y, 1);
                int blue = picture.get(x, y, 2);
                double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
                frame[y * width + x] = (byte) Math.round(16 + luma * 219 / 255);
                if (x % 2 == 0 && y % 2 == 0) {
                    int at = width * height + y / 2 * (width / 2) + x / 2;
                    frame[at] = (byte) Math.round(128 + (blue - luma) / 1.772 * 224 / 255);
                    at += width * height / 4;
                    frame[at] = (byte) Math.round(128 + (red - luma) / 1.402 * 224 / 255);
                }
            }
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            String header = "YUV4MPEG2 W" + width + " H" + height + " F10:1 Ip A1:1 C420jpeg\n";
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < frames; i++) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(frame);
            }
        }
    }
}
