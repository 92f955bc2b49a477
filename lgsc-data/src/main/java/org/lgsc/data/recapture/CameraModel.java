package org.lgsc.data.recapture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lgsc.core.image.RgbImage;

/**
 * The camera that takes every picture, living face or attack: framing by one resampling, pixel
 * area, lens blur, auto-exposure and white balance with a residual error, shot and read noise,
 * sharpening, tone curve, 8 bits, JPEG. Nothing in it knows the class of the picture.
 */
final class CameraModel {
    private final CameraSettings settings;

    CameraModel(CameraSettings settings) {
        this.settings = settings;
    }

    /** What the sensor sees of a surface, and what it would see of the photograph itself. */
    record Exposure(LinearImage photo, LinearImage surface) {}

    /**
     * Looks at a photograph through the lens.
     *
     * @param grid samples across one camera pixel: the pixel's area is the mean over grid x grid
     *     points, so that patterns finer than a pixel fold into moire as they do on a sensor
     * @param surface null for the living face: only the photograph
     */
    Exposure expose(LinearImage photo, Surface surface, int grid) {
        int width = photo.width();
        int height = photo.height();
        LinearImage plain = new LinearImage(width, height);
        LinearImage seen = surface == null ? null : new LinearImage(width, height);
        double angle = Math.toRadians(settings.rotation());
        double cos = Math.cos(angle) * settings.zoom();
        double sin = Math.sin(angle) * settings.zoom();
        double halfX = (width - 1) / 2.0;
        double halfY = (height - 1) / 2.0;
        float[] value = new float[3];
        float[] light = new float[3];
        float share = 1f / (grid * grid);
        for (int py = 0; py < height; py++) {
            for (int px = 0; px < width; px++) {
                int at = py * width + px;
                for (int s = 0; s < grid * grid; s++) {
                    double dx = px - halfX + (s % grid + 0.5) / grid - 0.5;
                    double dy = py - halfY + (s / grid + 0.5) / grid - 0.5;
                    double w = 1 + settings.tiltX() * dx / width + settings.tiltY() * dy / height;
                    float x =
                            (float) ((dx * cos - dy * sin) / w + halfX + settings.shiftX() * width);
                    float y =
                            (float)
                                    ((dx * sin + dy * cos) / w
                                            + halfY
                                            + settings.shiftY() * height);
                    pixel(photo, x, y, value);
                    for (int c = 0; c < 3; c++) {
                        plain.plane(c)[at] += share * value[c];
                    }
                    if (seen != null) {
                        surface.light(x, y, value, light);
                        for (int c = 0; c < 3; c++) {
                            seen.plane(c)[at] += share * light[c];
                        }
                    }
                }
            }
        }
        return new Exposure(
                plain.blurred(settings.lensBlur()),
                seen == null ? null : seen.blurred(settings.lensBlur()));
    }

    private static void pixel(LinearImage photo, float x, float y, float[] out) {
        int width = photo.width();
        int height = photo.height();
        float cx = Math.min(Math.max(x, 0f), width - 1f);
        float cy = Math.min(Math.max(y, 0f), height - 1f);
        int x0 = Math.min((int) cx, Math.max(0, width - 2));
        int y0 = Math.min((int) cy, Math.max(0, height - 2));
        int right = width > 1 ? 1 : 0;
        int down = height > 1 ? width : 0;
        float fx = cx - x0;
        float fy = cy - y0;
        int i = y0 * width + x0;
        for (int c = 0; c < 3; c++) {
            float[] p = photo.plane(c);
            float top = p[i] + fx * (p[i + right] - p[i]);
            float bottom = p[i + down] + fx * (p[i + down + right] - p[i + down]);
            out[c] = top + fy * (bottom - top);
        }
    }

    /** Sensor noise and image processing, from linear light on the sensor to the decoded JPEG. */
    RgbImage develop(LinearImage light, SplittableRandom random) {
        int width = light.width();
        int height = light.height();
        int n = width * height;
        double[] gain = {
            settings.exposureError() * settings.redError(),
            settings.exposureError(),
            settings.exposureError() * settings.blueError()
        };
        float read = (float) (settings.readNoise() * settings.readNoise());
        float shot = (float) settings.shotNoise();
        float slope = (float) settings.contrast();
        float[][] encoded = new float[3][n];
        for (int c = 0; c < 3; c++) {
            float[] in = light.plane(c);
            float factor = (float) gain[c];
            float[] noise = Draw.whiteNoise(random, n);
            for (int i = 0; i < n; i++) {
                float v = in[i] * factor;
                float sigma = (float) Math.sqrt(read + shot * Math.max(0, v));
                float e = LinearImage.encode(v + sigma * noise[i]);
                encoded[c][i] = 0.5f + slope * (e - 0.5f);
            }
        }
        sharpen(encoded, width, height);
        byte[] data = new byte[3 * n];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < n; i++) {
                data[3 * i + c] =
                        (byte) (int) (Math.min(1, Math.max(0, encoded[c][i])) * 255f + 0.5f);
            }
        }
        return jpeg(new RgbImage(width, height, data), settings.jpegQuality());
    }

    /** Unsharp mask on luma alone, as image processors do to spare colour noise. */
    private void sharpen(float[][] encoded, int width, int height) {
        float amount = (float) settings.sharpening();
        float[] luma = luma(encoded);
        float[] soft = Planes.blur(luma, width, height, 1);
        for (int i = 0; i < luma.length; i++) {
            float detail = amount * (luma[i] - soft[i]);
            encoded[0][i] += detail;
            encoded[1][i] += detail;
            encoded[2][i] += detail;
        }
    }

    static float[] luma(float[][] encoded) {
        float[] out = new float[encoded[0].length];
        for (int i = 0; i < out.length; i++) {
            out[i] = 0.299f * encoded[0][i] + 0.587f * encoded[1][i] + 0.114f * encoded[2][i];
        }
        return out;
    }

    private static RgbImage jpeg(RgbImage image, double quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality((float) quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image.toBufferedImage(), null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be written to memory", e);
        } finally {
            writer.dispose();
        }
        try {
            // a memory stream, as ImageIO would otherwise cache in a file; read() closes it
            return RgbImage.of(
                    ImageIO.read(
                            new MemoryCacheImageInputStream(
                                    new ByteArrayInputStream(bytes.toByteArray()))));
        } catch (IOException e) {
            throw new UncheckedIOException("a JPEG could not be read from memory", e);
        }
    }
}
