/** One line of a 422's `errors` (Payven guide, errors: field, code, message). */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

const titles: Record<number, string> = {
  400: 'Geçersiz istek',
  401: 'Kimlik doğrulanamadı',
  403: 'Yetki yok',
  404: 'Kayıt bulunamadı',
  409: 'Çakışma',
  413: 'İstek çok büyük',
  415: 'Desteklenmeyen içerik türü',
  422: 'Doğrulama hatası',
  429: 'İstek sınırı aşıldı',
  500: 'Sunucu hatası',
  503: 'Hizmet kullanılamıyor',
  504: 'Zaman aşımı',
};

/** A refusal that becomes an application/problem+json answer (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }

  /** The body as it goes over the wire; `instance` is the path that was asked. */
  body(instance: string, correlationId: string): Record<string, unknown> {
    return {
      type: `urn:payven:error:${this.code}`,
      title: titles[this.status] ?? 'Hata',
      status: this.status,
      code: this.code,
      detail: this.message,
      instance,
      correlation_id: correlationId,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}

export const notFound = (what: string): Problem => new Problem(404, 'not_found', `${what} bulunamadı.`);

export const badRequest = (detail: string): Problem => new Problem(400, 'bad_request', detail);

export const invalid = (errors: FieldError[]): Problem =>
  new Problem(422, 'validation_failed', 'Gönderilen alanlar geçerli değil.', { errors });

export const invalidState = (detail: string): Problem => new Problem(409, 'invalid_state_transition', detail);

export const tooMany = (seconds: number): Problem =>
  new Problem(429, 'rate_limit_exceeded', 'İstek sınırı aşıldı.', { headers: { 'retry-after': String(seconds) } });
