/** What detectors are shown and drawn with. No part of the API. */
@NullMarked
package org.lgsc.core.internal.detector;

import org.jspecify.annotations.NullMarked;
