/** What the artifacts share and nobody else needs. No part of the API. */
@NullMarked
package org.lgsc.core.internal;

import org.jspecify.annotations.NullMarked;
