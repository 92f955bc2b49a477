/** Untrusted JSON, read strictly. No part of the API. */
package org.lgsc.core.internal.json;
