package org.lgsc.core.internal.detector;

import java.net.URI;
import org.lgsc.core.internal.file.PublishedFile;

/** The network of the face detector YuNet, which is not part of this library. */
public final class YuNetFile {
    /** Where the network is published (MIT licence, 345 kB). */
    public static final PublishedFile PUBLISHED =
            new PublishedFile(
                    URI.create(
                            "https://github.com/opencv/opencv_zoo/raw/"
                                    + "c71f7a40d34cd3830086ee9b7a01174e013ad42a/"
                                    + "models/face_detection_yunet/"
                                    + "face_detection_yunet_2022mar.onnx"),
                    "face_detection_yunet_2022mar.onnx",
                    "50ef07f702a31741ca46a4c0d947773b64143b9362780237bf0d427d6c79bab7");

    private YuNetFile() {}
}
