/** Losses as they are shown. No part of the API. */
package org.lgsc.train.internal.progress;
