package org.lgsc.core.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Colour profiles of smartphones and cameras, of their published primaries. */
final class IccProfiles {
    private static final double[][] P3 = {
        {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
    };
    private static final double[][] ADOBE = {
        {0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}
    };

    private IccProfiles() {}

    /** Display P3, as in pictures of an iPhone: sRGB's curve as a parametric function. */
    static byte[] displayP3() {
        return profile(P3, parametric());
    }

    /** Adobe RGB: a curve that is a power. */
    static byte[] adobeRgb() {
        ByteBuffer curve = ByteBuffer.allocate(16).put(ascii("curv")).putInt(4, 0);
        return profile(ADOBE, curve.putInt(8, 1).putShort(12, (short) 0x0233).array());
    }

    /** Display P3 with sRGB's curve as a table. */
    static byte[] displayP3ByTable() {
        int points = 1024;
        ByteBuffer curve = ByteBuffer.allocate(12 + 2 * points).put(ascii("curv"));
        curve.position(8);
        curve.putInt(points);
        for (int i = 0; i < points; i++) {
            double v = i / (points - 1.0);
            double light = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
            curve.putShort((short) Math.round(65535 * light));
        }
        return profile(P3, curve.array());
    }

    private static byte[] parametric() {
        ByteBuffer tag = ByteBuffer.allocate(32).put(ascii("para"));
        tag.position(8);
        tag.putShort((short) 3).putShort((short) 0);
        for (double p : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
            tag.putInt(fixed(p));
        }
        return tag.array();
    }

    private static byte[] profile(double[][] colours, byte[] curve) {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("desc", text("a profile"));
        tags.put("cprt", text("none"));
        tags.put("wtpt", xyz(0.9642, 1, 0.8249));
        for (int c = 0; c < 3; c++) {
            tags.put("rgb".charAt(c) + "XYZ", xyz(colours[c]));
            tags.put("rgb".charAt(c) + "TRC", curve);
        }
        int at = 128 + 4 + 12 * tags.size();
        int size = at + tags.values().stream().mapToInt(t -> t.length).sum();
        ByteBuffer file = ByteBuffer.allocate(size);
        file.putInt(0, size).putInt(8, 0x04000000);
        file.put(12, ascii("mntrRGB XYZ ")).put(36, ascii("acsp"));
        file.putInt(68, fixed(0.9642)).putInt(72, fixed(1)).putInt(76, fixed(0.8249));
        file.position(128);
        file.putInt(tags.size());
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            file.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
            file.put(at, tag.getValue());
            at += tag.getValue().length;
        }
        return file.array();
    }

    private static byte[] text(String text) {
        byte[] wide = text.getBytes(StandardCharsets.UTF_16BE);
        int padded = (wide.length + 3) / 4 * 4;
        ByteBuffer tag = ByteBuffer.allocate(28 + padded).put(ascii("mluc"));
        tag.putInt(8, 1).putInt(12, 12).put(16, ascii("enUS"));
        return tag.putInt(20, wide.length).putInt(24, 28).put(28, wide).array();
    }

    private static byte[] xyz(double... values) {
        ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ "));
        for (int i = 0; i < 3; i++) {
            tag.putInt(8 + 4 * i, fixed(values[i]));
        }
        return tag.array();
    }

    private static int fixed(double value) {
        return (int) Math.round(65536 * value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
