/** İnceleme: elle eşleştirmenin notu ve bir kaydın neden aday olduğu. */
export const review = {
  'remark.paired': 'Eş: {others}',
  'push.half_pair': 'Elle eşlenen öbür kaydın kararı artık geçerli değil. Yarım eşleştirme gönderilmedi, burada bekliyor. Bu kararı geri alın ya da kayıt için yeniden karar verin.',
  'near.same_amount': 'Tutar aynı.',
  'near.amount': 'Tutarlar arasında {amount|kurus} var.',
  'near.same_card': 'Kartın son dört hanesi aynı.',
  'near.same_code': 'Onay kodu aynı.',
  'near.same_day': 'Aynı gün.',
  'near.days': '{days} gün arayla.',
} as const;
