/** Untrusted JSON, read strictly. No part of the API. */
@NullMarked
package org.lgsc.core.internal.json;

import org.jspecify.annotations.NullMarked;
